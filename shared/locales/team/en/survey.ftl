### Reviewed by a native speaker: no

# One survey.
survey-days = { $from } to { $to }, whole days only.
survey-compared = Compared with { $from } to { $to }.
survey-settled = Scores are settled through { $day }; later days may still change.
survey-period = Period
survey-period-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }
survey-period-year = 12 months
survey-own-days = Other days
survey-from = From
survey-to = To
survey-show = Show
survey-against = Compare with
survey-against-before = The days before
survey-against-year = The same days a year ago
survey-against-none = Nothing
survey-steps = Trend by
survey-step-day = Day
survey-step-week = Week
survey-by = Break down by
survey-by-touchpoint = Touchpoint
survey-by-language = Language
survey-by-channel = Channel
survey-only = Only touchpoint
survey-only-all = All of them
survey-too-small = This touchpoint has too few answers on these days to be shown beside the others: it would tell who gave them.
survey-reset = Show all touchpoints

# The score of these days.
survey-score = Score
survey-mean = Mean rating
survey-mean-value = { $mean } on { $least } to { $most }
survey-left-out = Left out
survey-left-out-nothing = Nothing
survey-today = Today so far
survey-today-note = They join the scores when the day is over.
survey-nothing = No answers on these days
survey-nothing-next = Make links with the command line or by the API, send them, and look again after the night: scores are computed then.

# The trend.
survey-trend = Trend
survey-trend-days = Score by day, with its 95% interval
survey-trend-weeks = Score by week, with its 95% interval
survey-trend-gaps = { $count ->
    [one] { $count } gap: too few answered then to show a score.
   *[other] { $count } gaps: too few answered then to show a score.
 }
survey-trend-marks = An arrow marks a day on which a shift was noticed.
survey-trend-name = { $what }, from { $from } to { $to }. Lowest { $low }, highest { $high }, last { $last }. The numbers are in the table below.
survey-trend-name-empty = { $what }, from { $from } to { $to }. No score can be shown on these days.
survey-numbers = The numbers
survey-column-day = Day
survey-column-week = Week of
survey-column-score = Score
survey-column-interval = 95% interval
survey-column-answers = Answers
survey-column-change = Change
survey-column-rating = Rating
survey-column-share = Share
survey-not-shown = not shown

# Shifts of the score.
survey-shifts = Shifts
survey-shifts-none = No shift of this score was noticed on these days, and none is open.
survey-shift-noticed = Noticed on { $day }.
survey-shift-done = Dealt with on { $day }
survey-shift-acknowledge-which = the shift noticed on { $day }

# Answers per rating.
survey-ratings = Answers per rating
survey-ratings-name = Answers per rating, from { $least } to { $most }. The numbers are in the table below.
survey-ratings-ends = From the low end to the high end:

# By what the answers are divided.
survey-parts = By
survey-parts-order = Best first; few answers weigh less.
survey-parts-none = No answer on these days names one.
survey-parts-of-all = This division is of all touchpoints together: there is none of one touchpoint alone.

# What is asked, and how the score comes about.
survey-about = About this score
survey-question = Question
survey-scale = Scale
survey-scale-value = { $least } to { $most }
survey-formula = Score
survey-formula-nps = The share of 9 and 10 less the share of 0 to 6, in points from −100 to 100. 7 and 8 count among the answers.
survey-formula-high = The share of answers of { $from } or more, in percent.
survey-formula-low = The share of answers of { $from } or less, in percent.
survey-interval = Interval
survey-interval-nps = Adjusted Wald at 95%: this many answers could just as well come from a true score anywhere in it.
survey-interval-share = Wilson at 95%: this many answers could just as well come from a true share anywhere in it.
survey-small = Few answers
survey-small-value = Under 5, only their number is shown; under 10, only counts; under 30, a score marked as resting on few answers.
survey-sources = Formulas, tests and their sources are in docs/metrics.md, which comes with Aisance.

# Beside what every page says of scores.
survey-between = { $low } to { $high }
survey-parts-hidden = { $count ->
    [one] { $count } group is not shown: its numbers would tell who answered.
   *[other] { $count } groups are not shown: their numbers would tell who answered.
 }
survey-parts-hidden-answers = { $count ->
    [one] { $count } group, with { $answers }, is not shown: its numbers would tell who answered.
   *[other] { $count } groups, with { $answers } together, are not shown: their numbers would tell who answered.
 }
survey-before-year = the same days a year ago
survey-rate-none = No invitation was registered on these days.

# A day where there is little room.
month-day-1 = { $day } Jan
month-day-2 = { $day } Feb
month-day-3 = { $day } Mar
month-day-4 = { $day } Apr
month-day-5 = { $day } May
month-day-6 = { $day } Jun
month-day-7 = { $day } Jul
month-day-8 = { $day } Aug
month-day-9 = { $day } Sep
month-day-10 = { $day } Oct
month-day-11 = { $day } Nov
month-day-12 = { $day } Dec
