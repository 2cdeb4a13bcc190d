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

# What every page of the dashboard tells times by. In UTC, as the audit trail does.
moment = { $day } at { $time } UTC
time-never = never

# The settings of the workspace.
page-settings = Settings
settings-lead = What holds for the whole workspace. What is changed here counts from the next link, and from the next night.
settings-saved = The settings are saved.
settings-read-only = You can see the settings and not change them: that takes the scope admin.
settings-asking = How often a customer may be asked
settings-fatigue = At most once in
settings-fatigue-none = no limit
settings-risk = The risk of leaving
settings-horizon = Leaving counts within
settings-churn = Share of customers that leaves within that time, in percent
settings-churn-help = Leave it empty if you do not know it: { $percent } % is then taken.
settings-churn-unknown = not known, taken to be { $percent } %
settings-line = Who is flagged
settings-line-times = Whoever’s odds of leaving are so many times the usual ones
settings-line-top = So many customers a night, those at the highest risk
settings-times = { $count } times the usual odds
settings-hold-out = Keep one flagged customer in ten from the list, so that you can learn whether working with them helps
settings-hold-out-yes = one in ten is held out
settings-hold-out-no = nobody is held out
settings-language = Language of the reasons
settings-zone = Time zone
settings-zone-help = Days are counted in it. It is set where the workspace is deployed.
settings-save = Save settings
settings-wrong-fatigue = Nothing was saved: choose one of the limits.
settings-wrong-horizon = Nothing was saved: choose one of the times within which leaving counts.
settings-wrong-churn = Nothing was saved: the share that leaves lies between 0.1 and 90 percent.
settings-wrong-line = Nothing was saved: give 1.1 to 50 times the usual odds, or 1 to 10000 customers a night.
settings-wrong-language = Nothing was saved: choose one of the languages.

# API keys.
page-keys = API keys
keys-lead = Keys let your own programs in. Each may do what its scopes say, and nothing else.
keys-list = The keys
keys-none = There is no key yet.
keys-name = Name
keys-id = Id
keys-scopes = May
keys-made = Made
keys-used = Last used
keys-ends = Ends
keys-state = State
keys-in-force = in force
keys-expired = ended
keys-revoked = revoked
keys-actions = Change
keys-make = Make a key
keys-name-help = Who uses it, and for what. It can be read by everybody who sees this list.
keys-may = What it may do
keys-valid = Valid for
keys-valid-forever = until it is revoked
keys-create = Make the key
keys-shown-once = This is the key “{ $name }”. Copy it now: it is shown this once, and only a digest of it is kept.
keys-wrong-name = No key was made: give it a name that says who uses it, of 1 to 80 characters in one line.
keys-wrong-scopes = No key was made: choose at least one thing that it may do, of what you may do yourself.
keys-wrong-end = No key was made: choose for how long it is valid.
keys-revoke = Revoke
keys-revoke-one = Revoke { $name }
keys-revoke-title = Revoke a key
keys-revoke-ask = The key “{ $name }” stops working within a minute, and so does every session that was begun with it. It cannot be brought back: whoever needs one gets a new one.
keys-revoke-confirm = Revoke it
keys-revoke-back = Keep it
keys-revoked-done = The key “{ $name }” is revoked.
scope-read = Read numbers and definitions: surveys, scores, signals, settings
scope-comments = Read answers, comments and customers one by one
scope-write = Make links, send events, define surveys, decide and close
scope-erase = Erase customers
scope-admin = Change settings and keys, read the audit trail

# What the nights did.
page-runs = Runs
runs-lead = Each night computes the scores of the days that are over, and then the risk of every customer.
runs-settled = Days are settled through { $day }: their scores hold everything there will be.
runs-none = No night has settled a day yet.
runs-days = The last days
runs-day = Day
runs-computed = Computed
runs-answers = Answers
runs-not-yet = not yet
runs-settled-short = settled
runs-sealed-short = sealed
runs-open-short = may still change
runs-no-days = No night has computed a day yet.
runs-waiting = What waits for the next night
runs-waits-scores = its scores
runs-waits-customers = the customers’ risks
runs-waits-for = Waits for
runs-nothing-waits = Nothing waits.
runs-customers = The last run over the customers
runs-moment = Risk as of
runs-state = State
runs-finished = finished
runs-unfinished = not finished: it goes on by itself, or the next night begins anew
runs-looked-at = Customers looked at
runs-flagged = Flagged customers
runs-damaged = Customers passed over, as what is stored of them cannot be read
runs-merged = Days taken into the risks
runs-no-customers = No night has looked at the customers yet.
runs-learning = Learning from who has left
runs-learned = A model was learned on { $day }.
runs-not-learned = On { $day } nothing was learned.
runs-never-learned = It was not tried yet: it takes customers of whom it is known that they left.

# The audit trail.
page-audit = Audit trail
audit-lead = Who read answers and customers, exported, erased, decided, and changed surveys, settings and keys. Customers are named by their pseudonyms. Lines are kept for 400 days.
audit-lines = Newest first, times and days in UTC
audit-since = From
audit-until = To
audit-show = Show
audit-when = When
audit-who = Who
audit-what = What
audit-about = About
audit-none = Nothing is noted on these days.
audit-older = Older lines
audit-erase = Erase a customer
audit-table = the command line
audit-key = the key { $id }
deed-responses-read = read answers
deed-customer-read = looked at a customer
deed-customers-list = listed customers
deed-flags-list = listed flagged customers
deed-export-create = exported
deed-export-fetch = fetched an export
deed-customer-erase = erased a customer
deed-settings-change = changed the settings
deed-survey-define = defined a survey
deed-response-decide = decided about an answer
deed-flag-close = closed a flag
deed-key-create = made an API key
deed-key-revoke = revoked an API key
deed-audit-read = read the audit trail
deed-person-sign_in = signed in

# Erasing a customer.
page-erase = Erase a customer
erase-lead = Takes away every answer, comment, event and risk of a customer. It cannot be undone.
erase-customer = The customer’s id, as in your own system
erase-confirm = The same id again
erase-do = Erase for good
erase-wrong-id = Nothing was erased: this cannot be a customer’s id.
erase-not-the-same = Nothing was erased: the two ids are not the same.
erase-done = Everything that was known of “{ $customer }” is erased, if anything was.
erase-known-as = In the audit trail the customer is from now on
erase-gone = What is gone
erase-gone-text = Answers with what they say, what invitations said of the person, events, attributes, risk and flag.
erase-stays = What stays
erase-stays-statistics = The next night takes the customer out of every score. Counts of days that are sealed stay; they name nobody.
erase-stays-backups = Backups of the tables hold the data for { $days } days at most. After a restore, erase again with: aisance erase --replay
erase-stays-exports = Files that were exported before stay until they expire or whoever has them deletes them.
