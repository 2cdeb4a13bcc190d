### Reviewed by a native speaker: no

# A day, and how long something took.
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
# The same in English.
day = { $day ->
    [1] { $day }er { $month } { $year }
   *[other] { $day } { $month } { $year }
 }
time-moment = moins d’une minute
# The same in English.
time-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
 }
time-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
 }
time-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
 }

# A share.
percent = { $number } %

# What a survey measures, as in "2 of 10 for recommendation".
metric-nps = recommandation
# The same in English.
metric-csat = satisfaction
metric-ces = facilité
# The same in English.
metric-ces1 = effort
