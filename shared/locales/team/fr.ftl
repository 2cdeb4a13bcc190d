### Reviewed by a native speaker: no

# What a team reads about customers at risk of leaving. Short and plain. It says "risk of leaving": nobody knows who will.

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
day = { $day ->
    [1] { $day }er { $month } { $year }
   *[other] { $day } { $month } { $year }
 }
time-moment = moins d’une minute
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

# What a survey measures, as in "2 of 10 for recommendation".
metric-nps = recommandation
metric-csat = satisfaction
metric-ces = facilité
metric-ces1 = effort

# Why a risk is high or low. $count is 2 or more.
reason-low-score = Note basse : { $rating } sur { $max } ({ $metric }), le { $day }
reason-high-score = Note élevée : { $rating } sur { $max } ({ $metric }), le { $day }
reason-high-effort = A trouvé cela difficile : { $rating } sur { $max } ({ $metric }), le { $day }
reason-low-effort = A trouvé cela facile : { $rating } sur { $max } ({ $metric }), le { $day }
reason-fall = Moins bien qu’avant : { $from }, puis { $to } sur { $max } ({ $metric }), le { $day }
reason-repeated-low = { $count } notes basses en 90 jours, la dernière le { $day }
reason-low-on-average = { $count } réponses, en moyenne dans la moitié basse de leur échelle, la dernière le { $day }
reason-decline = { $count } réponses de moins en moins bonnes, la dernière le { $day }
reason-ignored = Aucune réponse à { $count } questions, la première du { $day }
reason-silence = { $days ->
    [one] Aucune réponse depuis le { $day }, auparavant une presque chaque jour
   *[other] Aucune réponse depuis le { $day }, auparavant une tous les { $days } jours environ
 }
reason-open-complaint = La réclamation du { $day } est toujours ouverte
reason-open-complaint-no-reply = La réclamation du { $day } est toujours ouverte, et personne n’y a répondu
reason-repeat-contact = { $count } conversations en une semaine, la dernière le { $day }
reason-slow-reply = A attendu une réponse pendant { $time }, dans la conversation du { $day }
reason-slow-reply-waiting = Attend une réponse depuis le { $day }
reason-slow-reply-none = N’a reçu aucune réponse en { $time }, dans la conversation du { $day }
reason-abandoned-contact = A renoncé au bout de { $time } sans réponse, dans la conversation du { $day }
reason-new-customer = Client depuis le { $day } seulement
reason-long-standing = Client de longue date, depuis le { $day }
reason-renewal-near = Le contrat arrive à échéance le { $day }

# What would take a reason away, where it raises the risk. True by how the risk is computed, and no promise that anybody stays.
lowers-low-score = Appelez, réparez ce qui n’a pas été, puis reposez la question : une meilleure réponse prend sa place.
lowers-high-score = Rien à faire : cela compte moins après 90 jours.
lowers-high-effort = Cherchez ce qui était difficile et simplifiez-le : une meilleure réponse prend sa place.
lowers-low-effort = Rien à faire : cela compte moins après 90 jours.
lowers-fall = Demandez ce qui a changé : une prochaine réponse qui n’est pas moins bonne prend sa place.
lowers-repeated-low = Appelez avant de reposer une question : cela cesse dès qu’il y a moins de deux notes basses en 90 jours.
lowers-low-on-average = De meilleures réponses relèvent la moyenne, et les dernières comptent le plus.
lowers-decline = Cherchez ce qui se dégrade : de meilleures réponses inversent la tendance.
lowers-ignored = Sollicitez moins souvent, ou par un autre canal : toute réponse y met fin.
lowers-silence = Prenez contact en personne, puis reposez la question : une réponse y met fin.
lowers-open-complaint = Réglez la réclamation et mettez fin à la conversation.
lowers-repeat-contact = Réglez une fois pour toutes ce qui est demandé : cela cesse 90 jours après la dernière conversation.
lowers-slow-reply = Répondez maintenant si le client attend encore : cela cesse 90 jours après le début de la conversation.
lowers-abandoned-contact = Revenez vers le client à ce sujet : cela cesse 90 jours après le début de la conversation.
lowers-new-customer = Le temps seul : cela cesse 90 jours après l’arrivée du client.
lowers-long-standing = Rien ne change cela.
lowers-renewal-near = Parlez du renouvellement avant ce jour : un nouveau contrat y met fin.

# The list of customers at risk.
flags-title = Clients qui risquent de partir, le risque le plus élevé d’abord
flags-none = Aucun client n’est signalé. Le risque est calculé chaque nuit.
flagged-since = signalé depuis le { $day }
customer-unknown = un client dont l’identifiant n’est pas connu
probability = { $percent } % de risque de départ dans les { $days } jours
points = { $count ->
    [one] { $sign }{ $count } point
   *[other] { $sign }{ $count } points
 }
points-note = À 0 point, le risque est le risque habituel. 20 points de plus doublent la cote de départ.
rest = Tout le reste
lowers = Ce qui le ferait baisser

# What the risks are and are not.
note-scorecard = Un ordre et des raisons selon une grille d’experts. Il n’y a pas de probabilité : rien n’a encore été comparé aux départs réels.
note-learned = Un ordre et des raisons, appris de { $outcomes } issues connues, dont { $leavers } départs.
note-recalibrated = Un ordre et des raisons selon une grille d’experts, dont le niveau est appris de { $outcomes } issues connues, dont { $leavers } départs.
note-probability = La probabilité est celle d’un départ dans les { $days } jours qui suivent la nuit du calcul. Elle a été comparée aux départs réels.
note-no-probability = Il n’y a pas de probabilité : { $why }.
why-few-leavers = { $leavers ->
    [one] { $leavers } client est parti jusqu’ici, et il en faut { $needed } pour en vérifier une
   *[other] { $leavers } clients sont partis jusqu’ici, et il en faut { $needed } pour en vérifier une
 }
why-short-time = les issues connues couvrent { $days } jours, et il en faut { $needed }
why-unchecked = trop peu de prédictions ont déjà une issue connue
why-slope-unknown = les prédictions passées pourraient aussi bien être dues au hasard
why-exaggerated = les prédictions passées étaient exagérées
why-cautious = les prédictions passées étaient trop prudentes
why-too-many = les prédictions passées annonçaient plus de départs qu’il n’y en a eu
why-too-few = les prédictions passées annonçaient moins de départs qu’il n’y en a eu

# Around every page of the dashboard.
page-skip = Aller au contenu
page-navigation = Pages
page-overview = Vue d’ensemble
page-language = Langue
page-language-choose = Choisir

# La page des exports : des fichiers de tout ce qui est d’une sorte.
page-exports = Exports
exports-title = Exports
exports-lead = Tout ce qui est d’une sorte en un seul fichier, avec les mêmes chiffres que les pages et l’API. Un fichier est gardé trois jours. Il ne change plus : qui est effacé ensuite y figure encore.
exports-ask = Demander un fichier
exports-what = Contenu
exports-what-responses = Réponses
exports-what-scores = Scores par jour
exports-what-customers = Clients
exports-what-flags = Clients signalés
exports-format = Format
exports-format-csv = CSV
exports-format-ndjson = NDJSON
exports-survey = Enquête
exports-all-surveys = Toutes les enquêtes
exports-from = Premier jour
exports-to = Dernier jour
exports-by-day = L’enquête et les jours valent pour les réponses et les scores. Laissez-les tels quels pour les clients : ceux-ci sont d’aujourd’hui.
exports-send = Écrire le fichier
exports-list = Fichiers
exports-caption = Les plus récents d’abord
exports-none = Rien n’a été demandé ces trente derniers jours.
exports-under-way = Un fichier est en cours d’écriture. Cent mille lignes prennent environ une minute.
exports-look-again = Regarder à nouveau
exports-covers = Période
exports-days = Du { $from } au { $to }
exports-now = Tout ce qu’il y avait au moment de la demande
exports-asked = Demandé
exports-rows = Lignes
exports-file = Fichier
exports-fetch = Télécharger
exports-until = jusqu’au
exports-state-waiting = En attente
exports-state-running = En cours d’écriture
exports-state-failed = Échec
exports-state-expired = N’est plus gardé
