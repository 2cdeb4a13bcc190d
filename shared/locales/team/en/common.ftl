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
