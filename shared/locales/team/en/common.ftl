### Reviewed by a native speaker: no

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
moment = { $day }, { $time } { $zone }
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

# A share.
percent = { $number }%

# What a survey measures, as in "2 of 10 for recommendation".
metric-nps = recommendation
metric-csat = satisfaction
metric-ces = ease
metric-ces1 = effort

# A score, and how sure it is. $low and $high are ready to be shown.
answers = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
 }
interval = 95% interval { $low } to { $high }
few-answers = Few answers
few-answers-note = Fewer than 30 answers: read the interval, not the number alone.
score-hidden = Fewer than 5 answers: nothing more is shown, as it would tell who gave them.
score-counts-only = Fewer than 10 answers: counts only, no score.
score-too-few = too few for a score
score-unit-nps = promoters less detractors, in points
score-unit-csat = satisfied
score-unit-ces = found it easy
score-unit-ces1 = found it took little effort
metric-name-nps = Recommendation (NPS)
metric-name-csat = Satisfaction (CSAT)
metric-name-ces = Ease (CES)
metric-name-ces1 = Effort (CES 1.0)

# How a score has changed. $before names what it is compared with, as before-days does.
before-days = { $days ->
    [one] the day before
   *[other] the { $days } days before
 }
change-up = up
change-down = down
change-points = { $by } points
change-points-of-a-share = { $by } percentage points
change-against = against { $before }
change-none = No real change against { $before }.
change-few = Too few answers to call it a change: that takes 30 in each period.
change-nothing-before = Nothing to compare with: no answers in { $before }.
change-too-few-before = Too few answers to compare with { $before }.
change-smallest = Smallest change this sample could show: ±{ $by }.
change-cell-none = no real change
change-cell-few = too few to compare

# How many of those who were asked have answered.
rate = Response rate
rate-of = { $invited ->
    [one] { $answered } of { $invited } registered invitation answered
   *[other] { $answered } of { $invited } registered invitations answered
 }
rate-hidden = { $invited ->
    [one] { $invited } registered invitation
   *[other] { $invited } registered invitations
 }
rate-too-few = Too few for a percentage.

# What is left out of a score, and why.
excluded = Left out of this score:
excluded-nothing = Nothing is left out of this score.
excluded-suspect = { $count } suspect, likely sent by a machine
excluded-held = { $count } held beside an answer that counts
excluded-dropped = { $count } suspect and dropped by a person
excluded-test = { $count } through test links
excluded-skipped = { $count } skipped
excluded-out-of-range = { $count } not on the scale
excluded-erased = { $count } erased
excluded-waiting = { $count ->
    [one] { $count } waits for a decision
   *[other] { $count } wait for a decision
 }
groups-hidden = { $groups ->
    [one] { $groups } touchpoint is not shown: its numbers would tell who answered.
   *[other] { $groups } touchpoints are not shown: their numbers would tell who answered.
 }
groups-hidden-with = { $groups ->
    [one] { $groups } touchpoint, with { $answers }, is not shown: its numbers would tell who answered.
   *[other] { $groups } touchpoints, with { $answers } together, are not shown: their numbers would tell who answered.
 }

# A score that has shifted, after the name of what it is of.
shift-fell = { $points ->
    [one] fell by { $points } point since { $day }
   *[other] fell by { $points } points since { $day }
 }
shift-rose = { $points ->
    [one] rose by { $points } point since { $day }
   *[other] rose by { $points } points since { $day }
 }
shift-detail = From { $before } to { $since } when it was noticed: { $answers }, 95% interval { $low } to { $high }.

days-unsettled = None of these days is settled yet: the night after a day closes settles it.
time-never = never

# What is told of filters that cannot be used.
refused-lead = Some of this could not be used and is left out of what is shown.
refused-first-day = Give a first day that is not after the last one: { $days } days at most from one to the other.
refused-last-day = Give a last day that is in the calendar.
refused-window = Choose one of the periods, or days of your own.
refused-against = Choose another comparison, or fewer days: these would be compared with themselves.
refused-survey = Choose one of the surveys in the list.
refused-attribute = Give a name and a value, as in plan=pro.
refused-choice = Choose one of what is offered here.
