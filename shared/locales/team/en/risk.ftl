### Reviewed by a native speaker: no

# What a team reads about customers at risk of leaving. Short and plain. It says "risk of leaving": nobody knows who will.

# Why a risk is high or low. $count is 2 or more.
reason-low-score = Low score: { $rating } of { $max } for { $metric }, on { $day }
reason-high-score = High score: { $rating } of { $max } for { $metric }, on { $day }
reason-high-effort = Found it hard: { $rating } of { $max } for { $metric }, on { $day }
reason-low-effort = Found it easy: { $rating } of { $max } for { $metric }, on { $day }
reason-fall = Worse than before: { $from }, then { $to } of { $max } for { $metric }, on { $day }
reason-repeated-low = { $count } low answers within 90 days, the latest on { $day }
reason-low-on-average = { $count } answers, on average in the lower half of their scales, the latest on { $day }
reason-decline = { $count } answers that get worse over time, the latest on { $day }
reason-ignored = No answer to { $count } questions, the first of { $day }
reason-silence = { $days ->
    [one] No answer since { $day }, before that about every day
   *[other] No answer since { $day }, before that about every { $days } days
 }
reason-open-complaint = The complaint of { $day } is still open
reason-open-complaint-no-reply = The complaint of { $day } is still open, and nobody has replied
reason-repeat-contact = { $count } conversations within a week, the latest on { $day }
reason-slow-reply = Waited { $time } for a reply, in the conversation of { $day }
reason-slow-reply-waiting = Has waited for a reply since { $day }
reason-slow-reply-none = Got no reply in { $time }, in the conversation of { $day }
reason-abandoned-contact = Gave up after { $time } without a reply, in the conversation of { $day }
reason-new-customer = A customer only since { $day }
reason-long-standing = A customer of long standing, since { $day }
reason-renewal-near = The contract runs out on { $day }

# What would take a reason away, where it raises the risk. True by how the risk is computed, and no promise that anybody stays.
lowers-low-score = Call, put right what went wrong, and ask again: a better answer takes its place.
lowers-high-score = Nothing needs to be done: it counts less after 90 days.
lowers-high-effort = Find out what was hard and make it easier: a better answer takes its place.
lowers-low-effort = Nothing needs to be done: it counts less after 90 days.
lowers-fall = Ask what has changed: a next answer that is no worse takes its place.
lowers-repeated-low = Call before you ask again: it ends once there are fewer than two low answers in 90 days.
lowers-low-on-average = Better answers raise the average, and the latest weigh most.
lowers-decline = Find out what is getting worse: better answers turn the trend.
lowers-ignored = Ask less often, or by another channel: any answer ends it.
lowers-silence = Get in touch in person, and ask again: an answer ends it.
lowers-open-complaint = Settle the complaint and end the conversation.
lowers-repeat-contact = Settle for good what they ask about: it ends 90 days after the latest conversation.
lowers-slow-reply = Reply now if they still wait: it ends 90 days after the conversation began.
lowers-abandoned-contact = Get back to them about it: it ends 90 days after the conversation began.
lowers-new-customer = Time alone: it ends 90 days after they became a customer.
lowers-long-standing = Nothing changes this.
lowers-renewal-near = Talk about the renewal before that day: a new contract ends it.

# The list of customers at risk.
flags-title = Customers at risk of leaving, highest risk first
flags-none = No customer is flagged. Risk is computed each night.
flagged-since = flagged since { $day }
customer-unknown = a customer whose id is not known
probability = { $percent }% risk of leaving within { $days } days
points = { $count ->
    [one] { $sign }{ $count } point
   *[other] { $sign }{ $count } points
 }
points-note = At 0 points the risk is the usual one. 20 points more double the odds of leaving.
rest = Everything else
lowers = What would lower it

# What the risks are and are not.
note-scorecard = An order and reasons by an expert scorecard. There is no probability: nothing has been checked yet against the customers who left.
note-learned = An order and reasons, learned from { $outcomes } outcomes, { $leavers } of them customers who left.
note-recalibrated = An order and reasons by an expert scorecard, with its level learned from { $outcomes } outcomes, { $leavers } of them customers who left.
note-probability = The probability is of leaving within { $days } days of the night it was computed. It was checked against the customers who left.
note-no-probability = There is no probability: { $why }.
why-few-leavers = { $leavers ->
    [one] { $leavers } customer has left so far, and it takes { $needed } to check one
   *[other] { $leavers } customers have left so far, and it takes { $needed } to check one
 }
why-short-time = the outcomes span { $days } days, and it takes { $needed }
why-unchecked = there are too few predictions yet whose outcome came later
why-slope-unknown = earlier predictions could as well have been chance
why-exaggerated = earlier predictions exaggerated
why-cautious = earlier predictions were too cautious
why-too-many = earlier predictions expected more customers to leave than did
why-too-few = earlier predictions expected fewer customers to leave than did
