### Reviewed by a native speaker: no

# What a team reads about customers at risk of leaving. Short and plain. It says "risk of leaving": nobody knows who will.

# A day, and how long something took.
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
day = { $day } { $month } { $year }
time-moment = less than a minute
time-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
 }
time-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
 }
time-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }

# What a survey measures, as in "2 of 10 for recommendation".
metric-nps = recommendation
metric-csat = satisfaction
metric-ces = ease
metric-ces1 = effort

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
note-scorecard = An order and reasons by an expert scorecard. There is no probability: nothing has been held against who left.
note-learned = An order and reasons, learned from { $outcomes } outcomes, { $leavers } of them customers who left.
note-recalibrated = An order and reasons by an expert scorecard, with its level learned from { $outcomes } outcomes, { $leavers } of them customers who left.
note-probability = The probability is of leaving within { $days } days of the night it was computed. It was held against who left.
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

# Around every page of the dashboard.
page-skip = Skip to the content
page-navigation = Pages
page-overview = Overview
page-language = Language
page-language-choose = Choose

# Signing in. An issuer is where an organisation's people sign in to everything.
sign-in-title = Sign in
sign-in-issuer = With your organisation
sign-in-issuer-lead = You sign in where you always do, and come back here.
sign-in-issuer-go = Sign in with your organisation
sign-in-key = With an API key
sign-in-key-lead = You may then do what the key may, for 8 hours at most. The key itself is not kept.
sign-in-key-label = API key
sign-in-key-go = Sign in with the key
sign-in-wrong-key = This is no API key in force. Check that all of it is there, or ask whoever gave it to you for another.
sign-in-signed-out = You are signed out of this dashboard. With your organisation you may still be signed in.
sign-in-not-begun = This sign-in was not begun in this browser, or more than 10 minutes ago. Sign in again.
sign-in-denied = Your organisation did not let you in. Sign in again, or ask whoever looks after its sign-in.
sign-in-refused = Your organisation’s sign-in answered with an error ({ $code }). Sign in again; if it goes on, ask whoever looks after the sign-in.
sign-in-unreachable = Your organisation’s sign-in cannot be reached just now. Try again in a moment.
sign-in-misconfigured = Sign-in with your organisation is not set up rightly. Whoever runs this dashboard finds the reason in its log.
sign-in-wrong-token = Your organisation’s sign-in sent something that does not hold, so nobody was signed in. Sign in again; if it goes on, whoever runs this dashboard finds the reason in its log.
sign-in-no-role = You have signed in, but you have no role here. Ask whoever looks after your organisation’s sign-in to put you into one of these groups: { $groups }.
sign-out = Sign out

# What a person sees instead of a page.
refused-forbidden = You may not see this
refused-forbidden-detail = Your role does not allow it. Whoever gives out roles or keys can change that.
refused-form = Nothing was changed
refused-form-detail = Your session has ended, or the page was too old. Go back, load the page again, and send it once more.
refused-not-found = Nothing is here
refused-not-found-detail = The address is wrong, or what was here is gone.
refused-invalid = This cannot be used
refused-invalid-detail = Go back and change: { $names }.
refused-conflict = Nothing was changed
refused-conflict-detail = Somebody else has changed it meanwhile. Load the page again and look once more.
refused-busy = Try again in a moment
refused-busy-detail = Storage is busy or does not answer.
refused-other = Something failed
refused-other-detail = It failed on our side, or this is not how a page asks. If it goes on, whoever runs this dashboard finds the reason in its log.
refused-request = Request
