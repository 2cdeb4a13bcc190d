### Reviewed by a native speaker: no

# One survey.
survey-days = Du { $from } au { $to }, jours entiers seulement.
survey-compared = Comparé à la période du { $from } au { $to }.
survey-settled = Les scores sont définitifs jusqu’au { $day } ; les jours suivants peuvent encore changer.
survey-period = Période
survey-period-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
 }
survey-period-year = 12 mois
survey-own-days = D’autres jours
survey-from = Du
survey-to = Au
survey-show = Afficher
survey-against = Comparer avec
survey-against-before = Les jours précédents
survey-against-year = Les mêmes jours un an plus tôt
survey-against-none = Rien
survey-steps = Évolution par
survey-step-day = Jour
survey-step-week = Semaine
survey-by = Répartir par
survey-by-touchpoint = Point de contact
survey-by-language = Langue
survey-by-channel = Canal
survey-only = Point de contact seul
survey-only-all = Tous
survey-too-small = Ce point de contact a trop peu de réponses ces jours-là pour être montré à côté des autres : on saurait qui les a données.
survey-reset = Montrer tous les points de contact

# The score of these days.
survey-score = Score de l’enquête
survey-mean = Note moyenne
survey-mean-value = { $mean } sur une échelle de { $least } à { $most }
survey-left-out = Non compté
survey-left-out-nothing = Rien
survey-today = Aujourd’hui jusqu’ici
survey-today-note = Elles rejoignent les scores une fois la journée terminée.
survey-nothing = Aucune réponse ces jours-là
survey-nothing-next = Créez des liens en ligne de commande ou par l’API, envoyez-les, et revenez après la nuit : les scores sont calculés à ce moment-là.

# The trend.
survey-trend = Courbe
survey-trend-days = Score par jour, avec son intervalle à 95 %
survey-trend-weeks = Score par semaine, avec son intervalle à 95 %
survey-trend-gaps = { $count ->
    [one] { $count } lacune : trop peu de réponses pour montrer un score.
   *[other] { $count } lacunes : trop peu de réponses pour montrer un score.
 }
survey-trend-marks = Une flèche marque le jour où un changement a été remarqué.
survey-trend-name = { $what }, du { $from } au { $to }. Au plus bas { $low }, au plus haut { $high }, en dernier { $last }. Les nombres sont dans le tableau ci-dessous.
survey-trend-name-empty = { $what }, du { $from } au { $to }. Aucun score ne peut être montré ces jours-là.
survey-numbers = Les nombres
survey-column-day = Jour
survey-column-week = Semaine du
survey-column-score = Score obtenu
survey-column-interval = Intervalle à 95 %
survey-column-answers = Réponses
survey-column-change = Évolution
survey-column-rating = Note
survey-column-share = Part
survey-not-shown = non montré

# Shifts of the score.
survey-shifts = Changements
survey-shifts-none = Aucun changement de ce score n’a été remarqué ces jours-là, et aucun n’est en attente.
survey-shift-noticed = Remarqué le { $day }.
survey-shift-done = Traité le { $day }
survey-shift-acknowledge-which = le changement remarqué le { $day }

# Answers per rating.
survey-ratings = Réponses par note
survey-ratings-name = Réponses par note, de { $least } à { $most }. Les nombres sont dans le tableau ci-dessous.
survey-ratings-ends = Du bas au haut de l’échelle :

# By what the answers are divided.
survey-parts = Par
survey-parts-order = Les meilleurs d’abord ; peu de réponses pèsent moins.
survey-parts-none = Aucune réponse de ces jours-là n’en nomme.
survey-parts-of-all = Cette répartition porte sur tous les points de contact ensemble : il n’y en a pas pour un seul.

# What is asked, and how the score comes about.
survey-about = À propos de ce score
survey-question = Question posée
survey-scale = Échelle
survey-scale-value = De { $least } à { $most }
survey-formula = Calcul
survey-formula-nps = La part de 9 et 10 moins la part de 0 à 6, en points de −100 à 100. 7 et 8 comptent parmi les réponses.
survey-formula-high = La part des réponses de { $from } ou plus, en pour cent.
survey-formula-low = La part des réponses de { $from } ou moins, en pour cent.
survey-interval = Intervalle
survey-interval-nps = Wald ajusté à 95 % : ce nombre de réponses pourrait tout aussi bien venir d’un vrai score situé n’importe où dedans.
survey-interval-share = Wilson à 95 % : ce nombre de réponses pourrait tout aussi bien venir d’une vraie part située n’importe où dedans.
survey-small = Peu de réponses
survey-small-value = Sous 5, seul leur nombre est montré ; sous 10, seulement des effectifs ; sous 30, un score signalé comme reposant sur peu de réponses.
survey-sources = Les formules, les tests et leurs sources sont dans docs/metrics.md, fourni avec Aisance.

# Beside what every page says of scores.
survey-between = { $low } à { $high }
survey-parts-hidden = { $count ->
    [one] { $count } groupe n’est pas montré : ses chiffres diraient qui a répondu.
   *[other] { $count } groupes ne sont pas montrés : leurs chiffres diraient qui a répondu.
 }
survey-parts-hidden-answers = { $count ->
    [one] { $count } groupe, avec { $answers }, n’est pas montré : ses chiffres diraient qui a répondu.
   *[other] { $count } groupes, avec { $answers } en tout, ne sont pas montrés : leurs chiffres diraient qui a répondu.
 }
survey-before-year = les mêmes jours un an plus tôt
survey-rate-none = Aucune invitation n’a été enregistrée ces jours-là.

# A day where there is little room.
month-day-1 = { $day } janv.
month-day-2 = { $day } févr.
month-day-3 = { $day } mars
month-day-4 = { $day } avr.
month-day-5 = { $day } mai
month-day-6 = { $day } juin
month-day-7 = { $day } juil.
month-day-8 = { $day } août
month-day-9 = { $day } sept.
month-day-10 = { $day } oct.
month-day-11 = { $day } nov.
month-day-12 = { $day } déc.
