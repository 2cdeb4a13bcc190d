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

# What every page of the dashboard tells times by. In UTC, as the audit trail does.
moment = { $day } à { $time } UTC
time-never = jamais

# The settings of the workspace.
page-settings = Réglages
settings-lead = Ce qui vaut pour tout l’espace de travail. Un changement compte dès le prochain lien et dès la prochaine nuit.
settings-saved = Les réglages sont enregistrés.
settings-read-only = Vous pouvez voir les réglages sans les modifier : il faut pour cela le droit admin.
settings-asking = À quelle fréquence un client peut être interrogé
settings-fatigue = Au plus une fois en
settings-fatigue-none = sans limite
settings-risk = Le risque de départ
settings-horizon = Un départ compte s’il survient dans les
settings-churn = Part des clients qui partent dans ce délai, en pour cent
settings-churn-help = Laissez vide si vous ne la connaissez pas : { $percent } % est alors retenu.
settings-churn-unknown = inconnue, supposée de { $percent } %
settings-line = Qui est signalé
settings-line-times = Les clients dont la cote de départ est tant de fois la cote habituelle
settings-line-top = Tant de clients par nuit, ceux au risque le plus élevé
settings-times = { $count } fois la cote habituelle
settings-hold-out = Écarter de la liste un client signalé sur dix, pour apprendre si s’occuper d’eux est utile
settings-hold-out-yes = un sur dix est écarté
settings-hold-out-no = personne n’est écarté
settings-language = Langue des raisons
settings-zone = Fuseau horaire
settings-zone-help = Les jours y sont comptés. Il se choisit au déploiement de l’espace de travail.
settings-save = Enregistrer les réglages
settings-wrong-fatigue = Rien n’a été enregistré : choisissez une des limites.
settings-wrong-horizon = Rien n’a été enregistré : choisissez un des délais dans lesquels un départ compte.
settings-wrong-churn = Rien n’a été enregistré : la part des départs se situe entre 0,1 et 90 pour cent.
settings-wrong-line = Rien n’a été enregistré : indiquez de 1,1 à 50 fois la cote habituelle, ou de 1 à 10000 clients par nuit.
settings-wrong-language = Rien n’a été enregistré : choisissez une des langues.

# API keys.
page-keys = Clés d’API
keys-lead = Les clés ouvrent l’accès à vos propres programmes. Chacune permet ce que disent ses droits, et rien d’autre.
keys-list = Les clés
keys-none = Il n’y a pas encore de clé.
keys-name = Nom
keys-id = Identifiant
keys-scopes = Droits
keys-made = Créée
keys-used = Dernière utilisation
keys-ends = Fin
keys-state = État
keys-in-force = valable
keys-expired = expirée
keys-revoked = révoquée
keys-actions = Modifier
keys-make = Créer une clé
keys-name-help = Qui l’utilise, et pour quoi. Tous ceux qui voient cette liste peuvent le lire.
keys-may = Ce qu’elle permet
keys-valid = Valable
keys-valid-forever = jusqu’à sa révocation
keys-create = Créer la clé
keys-shown-once = Voici la clé « { $name } ». Copiez-la maintenant : elle n’est montrée qu’une fois, et seule une empreinte en est gardée.
keys-wrong-name = Aucune clé n’a été créée : donnez-lui un nom qui dit qui l’utilise, de 1 à 80 caractères sur une ligne.
keys-wrong-scopes = Aucune clé n’a été créée : choisissez au moins un droit, parmi ceux que vous avez vous-même.
keys-wrong-end = Aucune clé n’a été créée : choisissez combien de temps elle est valable.
keys-revoke = Révoquer
keys-revoke-one = Révoquer { $name }
keys-revoke-title = Révoquer une clé
keys-revoke-ask = La clé « { $name } » cesse de fonctionner en moins d’une minute, et avec elle chaque session ouverte avec cette clé. Elle ne peut pas être rétablie : qui en a besoin en reçoit une nouvelle.
keys-revoke-confirm = La révoquer
keys-revoke-back = La garder
keys-revoked-done = La clé « { $name } » est révoquée.
scope-read = Lire les chiffres et les définitions : enquêtes, scores, signaux, réglages
scope-comments = Lire les réponses, les commentaires et les clients un par un
scope-write = Créer des liens, envoyer des événements, définir des enquêtes, décider et clore
scope-erase = Effacer des clients
scope-admin = Modifier les réglages et les clés, lire le journal d’audit

# What the nights did.
page-runs = Calculs
runs-lead = Chaque nuit calcule les scores des jours terminés, puis le risque de chaque client.
runs-settled = Les jours sont définitifs jusqu’au { $day } : leurs scores contiennent tout ce qu’il y aura.
runs-none = Aucune nuit n’a encore rendu un jour définitif.
runs-days = Les derniers jours
runs-day = Jour
runs-computed = Calculé
runs-answers = Réponses
runs-not-yet = pas encore
runs-settled-short = définitif
runs-sealed-short = scellé
runs-open-short = peut encore changer
runs-no-days = Aucune nuit n’a encore calculé de jour.
runs-waiting = Ce qui attend la prochaine nuit
runs-waits-scores = ses scores
runs-waits-customers = les risques des clients
runs-waits-for = Attend
runs-nothing-waits = Rien n’attend.
runs-customers = Le dernier passage sur les clients
runs-moment = Risque au
runs-state = État
runs-finished = terminé
runs-unfinished = pas terminé : il continue de lui-même, ou la prochaine nuit recommence
runs-looked-at = Clients examinés
runs-flagged = Clients signalés
runs-damaged = Clients laissés de côté, car ce qui est enregistré à leur sujet est illisible
runs-merged = Jours pris en compte dans les risques
runs-no-customers = Aucune nuit n’a encore examiné les clients.
runs-learning = Apprendre de ceux qui sont partis
runs-learned = Un modèle a été appris le { $day }.
runs-not-learned = Le { $day }, rien n’a été appris.
runs-never-learned = Pas encore tenté : il faut des clients dont on sait qu’ils sont partis.

# The audit trail.
page-audit = Journal d’audit
audit-lead = Qui a lu des réponses et des clients, exporté, effacé, décidé, et modifié enquêtes, réglages et clés. Les clients y figurent sous leurs pseudonymes. Les lignes sont gardées 400 jours.
audit-lines = Les plus récentes d’abord, heures et jours en UTC
audit-since = Du
audit-until = Au
audit-show = Afficher
audit-when = Quand
audit-who = Qui
audit-what = Quoi
audit-about = Au sujet de
audit-none = Rien n’est noté pour ces jours.
audit-older = Lignes plus anciennes
audit-erase = Effacer un client
audit-table = la ligne de commande
audit-key = la clé { $id }
deed-responses-read = a lu des réponses
deed-customer-read = a consulté un client
deed-customers-list = a listé des clients
deed-flags-list = a listé les clients signalés
deed-export-create = a exporté
deed-export-fetch = a récupéré un export
deed-customer-erase = a effacé un client
deed-settings-change = a modifié les réglages
deed-survey-define = a défini une enquête
deed-response-decide = a décidé au sujet d’une réponse
deed-flag-close = a clos un signalement
deed-key-create = a créé une clé d’API
deed-key-revoke = a révoqué une clé d’API
deed-audit-read = a lu le journal d’audit
deed-person-sign_in = s’est connecté

# Erasing a customer.
page-erase = Effacer un client
erase-lead = Retire toutes les réponses, tous les commentaires, événements et risques d’un client. C’est irréversible.
erase-customer = L’identifiant du client, comme dans votre propre système
erase-confirm = Le même identifiant, encore une fois
erase-do = Effacer pour de bon
erase-wrong-id = Rien n’a été effacé : ceci ne peut pas être l’identifiant d’un client.
erase-not-the-same = Rien n’a été effacé : les deux identifiants ne sont pas les mêmes.
erase-done = Tout ce qui était connu de « { $customer } » est effacé, s’il y avait quelque chose.
erase-known-as = Dans le journal d’audit, le client figure désormais sous
erase-gone = Ce qui a disparu
erase-gone-text = Les réponses et ce qu’elles disent, ce que les invitations disaient de la personne, les événements, les attributs, le risque et le signalement.
erase-stays = Ce qui reste
erase-stays-statistics = La prochaine nuit retire le client de tous les scores. Les décomptes des jours scellés restent ; ils ne nomment personne.
erase-stays-backups = Les sauvegardes des tables gardent les données { $days } jours au plus. Après une restauration, effacez de nouveau avec : aisance erase --replay
erase-stays-exports = Les fichiers exportés auparavant restent jusqu’à leur expiration ou jusqu’à ce que leur détenteur les supprime.
