### Reviewed by a native speaker: no

# Customers at risk whom somebody should see to.
queue-name = Queue
queue-title = Customers at risk of leaving
queue-empty = Nobody is in the queue
queue-empty-why = Each night the risk of leaving is computed anew, and whoever crosses the line appears here with the reasons. Customers are known where links name them.
queue-since = Flagged since
queue-lowers = What would lower it:
queue-latest = Latest answer, as of last night:
queue-nothing-raises = Nothing raises the risk any more. The next night looks again.
close-open = Close this flag
close-note = What was done (you may leave this empty)
close-what = The customer leaves the queue. The note stays in their history. They are flagged again only if something new raises the risk.
close-send = Close the flag
queue-closed = The flag is closed. The customer is flagged again only if something new raises the risk.
queue-no-flag = Nothing was changed: there is no such flagged customer any more.
queue-closed-before = Nothing was changed: the flag was closed already, on { $day }.
queue-another-flag = Nothing was changed: another flag was opened since you looked. Read its reasons first, then close it.
queue-busy = Nothing was changed: the nightly run is updating this customer. Send it again in a moment.
queue-note-too-long = Nothing was changed: a note has at most { $most } characters. Shorten yours and send it again.
queue-pages = Pages of the queue
queue-highest = Highest risk
queue-next = Next
