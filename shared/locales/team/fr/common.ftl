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
moment = { $day } à { $time } { $zone }
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

# A score, and how sure it is. $low and $high are ready to be shown.
answers = { $count ->
    [one] { $count } réponse
   *[other] { $count } réponses
 }
interval = intervalle à 95 % de { $low } à { $high }
few-answers = Peu de réponses
few-answers-note = Moins de 30 réponses : lisez l’intervalle, pas seulement le nombre.
score-hidden = Moins de 5 réponses : rien de plus n’est montré, car cela trahirait leurs auteurs.
score-counts-only = Moins de 10 réponses : des effectifs seulement, pas de score.
score-too-few = trop peu pour un score
score-unit-nps = promoteurs moins détracteurs, en points
score-unit-csat = de satisfaits
score-unit-ces = ont trouvé cela facile
score-unit-ces1 = ont trouvé que cela demandait peu d’efforts
metric-name-nps = Recommandation (NPS)
# The same in English.
metric-name-csat = Satisfaction (CSAT)
metric-name-ces = Facilité (CES)
# The same in English.
metric-name-ces1 = Effort (CES 1.0)

# How a score has changed. $before names what it is compared with, as before-days does.
before-days = { $days ->
    [one] le jour précédent
   *[other] les { $days } jours précédents
 }
change-up = en hausse
change-down = en baisse
# The same in English.
change-points = { $by } points
change-points-of-a-share = { $by } points de pourcentage
change-against = comparé avec { $before }
change-none = Aucun changement réel, comparé avec { $before }.
change-few = Trop peu de réponses pour parler d’un changement : il en faut 30 dans les deux périodes.
change-nothing-before = Rien à comparer : aucune réponse pendant { $before }.
change-too-few-before = Trop peu de réponses pour comparer avec { $before }.
change-smallest = Plus petit changement que cet échantillon pourrait montrer : ±{ $by }.
change-cell-none = aucun changement réel
change-cell-few = trop peu pour comparer

# How many of those who were asked have answered.
rate = Taux de réponse
rate-of = { $answered ->
    [one] { $answered } réponse
   *[other] { $answered } réponses
 } pour { $invited ->
    [one] { $invited } invitation enregistrée
   *[other] { $invited } invitations enregistrées
 }
rate-hidden = { $invited ->
    [one] { $invited } invitation enregistrée
   *[other] { $invited } invitations enregistrées
 }
rate-too-few = Trop peu pour un pourcentage.

# What is left out of a score, and why.
excluded = Laissées de côté :
excluded-nothing = Aucune réponse n’est laissée de côté.
excluded-suspect = { $count ->
    [one] { $count } suspecte, sans doute d’une machine
   *[other] { $count } suspectes, sans doute d’une machine
 }
excluded-held = { $count ->
    [one] { $count } retenue à côté d’une réponse qui compte
   *[other] { $count } retenues à côté d’une réponse qui compte
 }
excluded-dropped = { $count ->
    [one] { $count } suspecte et écartée par une personne
   *[other] { $count } suspectes et écartées par une personne
 }
excluded-test = { $count } par des liens d’essai
excluded-skipped = { $count } sans note
excluded-out-of-range = { $count } hors de l’échelle
excluded-erased = { $count ->
    [one] { $count } effacée
   *[other] { $count } effacées
 }
excluded-waiting = { $count ->
    [one] { $count } attend une décision
   *[other] { $count } attendent une décision
 }
groups-hidden = { $groups ->
    [one] { $groups } point de contact n’est pas montré : ses chiffres diraient qui a répondu.
   *[other] { $groups } points de contact ne sont pas montrés : leurs chiffres diraient qui a répondu.
 }
groups-hidden-with = { $groups ->
    [one] { $groups } point de contact, avec { $answers }, n’est pas montré : ses chiffres diraient qui a répondu.
   *[other] { $groups } points de contact, avec { $answers } en tout, ne sont pas montrés : leurs chiffres diraient qui a répondu.
 }

# A score that has shifted, after the name of what it is of.
shift-fell = { $points ->
    [one] a baissé de { $points } point depuis le { $day }
   *[other] a baissé de { $points } points depuis le { $day }
 }
shift-rose = { $points ->
    [one] a monté de { $points } point depuis le { $day }
   *[other] a monté de { $points } points depuis le { $day }
 }
shift-detail = De { $before } à { $since } quand cela a été remarqué : { $answers }, intervalle à 95 % de { $low } à { $high }.

days-unsettled = Aucun de ces jours n’est encore définitif : il le devient la nuit qui suit sa clôture.
time-never = jamais

# What is told of filters that cannot be used.
refused-lead = Une partie de cela n’a pas pu être utilisée et n’est pas prise en compte ici.
refused-first-day = Donnez un premier jour qui ne soit pas après le dernier : { $days } jours au plus de l’un à l’autre.
refused-last-day = Donnez un dernier jour qui existe dans le calendrier.
refused-window = Choisissez une des périodes, ou vos propres jours.
refused-against = Choisissez une autre comparaison, ou moins de jours : ceux-ci seraient comparés avec eux-mêmes.
refused-survey = Choisissez une des enquêtes de la liste.
refused-attribute = Donnez un nom et une valeur, comme plan=pro.
refused-choice = Choisissez une des possibilités offertes ici.
