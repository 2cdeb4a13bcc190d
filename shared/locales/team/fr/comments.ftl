### Reviewed by a native speaker: no

# What customers say.
comments-name = Commentaires
comments-title = Ce que disent les clients
comments-lead = Réponses du { $from } au { $to }, les plus récentes d’abord. Les scores les comptent une fois la journée terminée.
comments-filters = Filtres
comments-survey = Enquête
comments-all-surveys = Toutes les enquêtes
comments-from = Du
comments-to = Au
comments-band = Note
comments-any = Toutes
comments-band-low = Basse
comments-band-middle = Moyenne
comments-band-high = Élevée
comments-touchpoint = Point de contact
comments-language = Langue
comments-attribute = Attribut, comme plan=pro
comments-with-comment = Avec un commentaire
comments-waiting = En attente d’une décision
comments-filter = Appliquer les filtres
comments-reset = Effacer les filtres
comments-empty = Aucune réponse ici
comments-empty-why = Aucune réponse de ces jours-là ne correspond aux filtres. Choisissez une période plus longue ou moins de filtres.
comments-searched-far = La recherche est arrivée au { $day } sans rien trouver pour cette page. Elle n’est pas terminée : suivez « Plus anciennes » pour continuer.
comments-pages = Pages de réponses
comments-newest = Plus récentes
comments-older = Plus anciennes

# One answer.
answer-score = Note
answer-of = sur
answer-changed = modifiée
answer-why = Une machine a pu l’envoyer :
answer-suspect = Suspecte : ne compte pas
answer-beside-held = Une réponse suspecte attend à côté
answer-not-counted = Écartée : ne compte pas
answer-test = Lien de test : ne compte pas
answer-held = Réponse suspecte arrivée ensuite
answer-set-aside = Ce qui comptait avant
answer-applied = Il a été décidé qu’elle compte :
answer-dropped = Il a été décidé qu’elle ne compte pas :
suspicion-too_quick = envoyée moins de deux secondes après l’ouverture de la page
suspicion-many_ratings = plusieurs notes différentes en une minute
suspicion-decoy = un bouton qu’aucune personne ne voit a été pressé
suspicion-elsewhere = sans commentaire, et d’un autre réseau et d’un autre navigateur que la réponse précédente
suspicion-unseen = envoyée sans que la page ait été ouverte
channel-email = courriel
# The same in English.
channel-sms = SMS
# The same in English.
channel-whatsapp = WhatsApp
channel-chat = messagerie
channel-qr = code QR
channel-kiosk = borne
channel-web = page web
score-nps-low = Détracteur
score-nps-middle = Passif
score-nps-high = Promoteur
score-csat-low = Insatisfait
score-csat-middle = Ni satisfait ni insatisfait
score-csat-high = Satisfait
score-ces-low = A trouvé cela difficile
score-ces-middle = Ni difficile ni facile
score-ces-high = A trouvé cela facile
score-ces1-low = Beaucoup d’efforts
score-ces1-middle = Quelques efforts
score-ces1-high = Peu d’efforts
