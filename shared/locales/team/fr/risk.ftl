### Reviewed by a native speaker: no

# What a team reads about customers at risk of leaving. Short and plain. It says "risk of leaving": nobody knows who will.

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
# The same in English.
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
