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

# Se connecter.
sign-in-title = Se connecter
sign-in-issuer = Avec votre organisation
sign-in-issuer-lead = Vous vous connectez là où vous le faites toujours, puis vous revenez ici.
sign-in-issuer-go = Se connecter avec votre organisation
sign-in-key = Avec une clé d’API
sign-in-key-lead = Vous pouvez ensuite faire ce que la clé permet, pendant 8 heures au plus. La clé elle-même n’est pas conservée.
sign-in-key-label = Clé d’API
sign-in-key-go = Se connecter avec la clé
sign-in-wrong-key = Ce n’est pas une clé d’API en vigueur. Vérifiez qu’elle est complète, ou demandez-en une autre à la personne qui vous l’a donnée.
sign-in-signed-out = Votre session sur ce tableau de bord est terminée. Celle auprès de votre organisation peut durer encore.
sign-in-not-begun = Cette connexion n’a pas été commencée dans ce navigateur, ou il y a plus de 10 minutes. Connectez-vous de nouveau.
sign-in-denied = Votre organisation ne vous a pas laissé entrer. Connectez-vous de nouveau, ou demandez à la personne qui s’occupe des connexions.
sign-in-refused = La connexion de votre organisation a répondu par une erreur ({ $code }). Connectez-vous de nouveau ; si cela continue, demandez à la personne qui s’en occupe.
sign-in-unreachable = La connexion de votre organisation est injoignable pour le moment. Réessayez dans un instant.
sign-in-misconfigured = La connexion avec votre organisation n’est pas bien configurée. La personne qui exploite ce tableau de bord en trouve la raison dans son journal.
sign-in-wrong-token = La connexion de votre organisation a envoyé quelque chose d’invalide : la connexion n’a pas eu lieu. Connectez-vous de nouveau ; si cela continue, la personne qui exploite ce tableau de bord en trouve la raison dans son journal.
sign-in-no-role = La connexion a réussi, mais vous n’avez aucun rôle ici. Demandez à la personne qui s’occupe des connexions de votre organisation de vous ajouter à l’un de ces groupes : { $groups }.
sign-out = Se déconnecter

# Ce que l’on voit à la place d’une page.
refused-forbidden = Vous ne pouvez pas voir cette page
refused-forbidden-detail = Votre rôle ne le permet pas. La personne qui attribue les rôles ou les clés peut changer cela.
refused-form = Rien n’a été modifié
refused-form-detail = Votre session est terminée, ou la page était trop ancienne. Revenez en arrière, rechargez la page et envoyez-la de nouveau.
refused-not-found = Il n’y a rien ici
refused-not-found-detail = L’adresse est fausse, ou ce qui était ici n’y est plus.
refused-invalid = Ceci ne peut pas être utilisé
refused-invalid-detail = Revenez en arrière et modifiez : { $names }.
refused-conflict = Rien n’a été modifié
refused-conflict-detail = Quelqu’un d’autre l’a modifié entre-temps. Rechargez la page et regardez de nouveau.
refused-busy = Réessayez dans un instant
refused-busy-detail = Le stockage est occupé ou ne répond pas.
refused-other = Quelque chose a échoué
refused-other-detail = L’échec est de notre côté, ou une page ne demande pas ainsi. Si cela continue, la personne qui exploite ce tableau de bord en trouve la raison dans son journal.
refused-request = Demande
