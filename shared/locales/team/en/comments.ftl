### Reviewed by a native speaker: no

# What customers say.
comments-name = Comments
comments-title = What customers say
comments-lead = Answers from { $from } to { $to }, newest first. Scores count them once the day is over.
comments-filters = Filters
comments-survey = Survey
comments-all-surveys = All surveys
comments-from = From
comments-to = To
comments-band = Score
comments-any = Any
comments-band-low = Low
comments-band-middle = Middle
comments-band-high = High
comments-touchpoint = Touchpoint
comments-language = Language
comments-attribute = Attribute, as in plan=pro
comments-with-comment = With a comment
comments-waiting = Waiting for a decision
comments-filter = Apply filters
comments-reset = Clear filters
comments-empty = No answers here
comments-empty-why = No answer on these days fits the filters. Choose a longer period or fewer filters.
comments-searched-far = The search has reached { $day } and found nothing for this page. It is not over: follow “Older” to go on.
comments-pages = Pages of answers
comments-newest = Newest
comments-older = Older

# One answer.
answer-score = Score
answer-of = of
answer-changed = changed
answer-why = A machine may have sent it:
answer-suspect = Suspect: does not count
answer-beside-held = A suspect answer waits beside it
answer-not-counted = Dropped: does not count
answer-test = Test link: does not count
answer-held = Suspect answer that came later
answer-set-aside = What counted before
answer-applied = Decided that it counts:
answer-dropped = Decided that it does not count:
suspicion-too_quick = sent within two seconds of the page being opened
suspicion-many_ratings = several different ratings within a minute
suspicion-decoy = a button was pressed that no person sees
suspicion-elsewhere = no comment, and from another network and browser than the answer before
suspicion-unseen = sent without the page having been opened
channel-email = e-mail
channel-sms = SMS
channel-whatsapp = WhatsApp
channel-chat = chat
channel-qr = QR code
channel-kiosk = kiosk
channel-web = web page
score-nps-low = Detractor
score-nps-middle = Passive
score-nps-high = Promoter
score-csat-low = Dissatisfied
score-csat-middle = Neither satisfied nor dissatisfied
score-csat-high = Satisfied
score-ces-low = Found it hard
score-ces-middle = Neither hard nor easy
score-ces-high = Found it easy
score-ces1-low = Took a lot of effort
score-ces1-middle = Took some effort
score-ces1-high = Took little effort
