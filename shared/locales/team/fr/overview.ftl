### Reviewed by a native speaker: no

# The first page: every survey at a glance, and who to look at.
overview-choose-period = Période
overview-period = Du { $from } au { $to }, jours entiers seulement, comparés à la période du { $before-from } au { $before-to }.
overview-settled = Définitif jusqu’au { $day } : les jours suivants peuvent encore changer.
overview-surveys = Enquêtes
overview-no-survey = Pas encore d’enquête
overview-no-survey-todo = Décrivez une enquête dans un petit fichier, ajoutez-la par la ligne de commande ou par l’API, et elle apparaît ici aussitôt.

# What has shifted.
overview-shifts = Scores qui ont changé de niveau
overview-whole = L’enquête entière
overview-alert = Alerte
overview-dealt-with = Marquer comme traité

# One survey.
overview-no-answers = Aucune réponse pendant cette période.
overview-no-answers-todo = Créez des liens et envoyez-les ; les scores sont calculés la nuit qui suit les premières réponses.
overview-week-by-week = Semaine par semaine
overview-weeks = Le score semaine par semaine, du { $from } au { $to } : { $values }.
overview-no-score = aucun
overview-touchpoints = Par point de contact, le meilleur d’abord
overview-all-touchpoints = Par point de contact, le meilleur d’abord : les { $count }
overview-today = { $count ->
    [one] Aujourd’hui jusqu’ici : { $count } réponse. Elle comptera dans les scores une fois la journée terminée.
   *[other] Aujourd’hui jusqu’ici : { $count } réponses. Elles compteront dans les scores une fois la journée terminée.
 }
overview-open = Évolution et détails
overview-comments = Ce que disent les clients

# Who to look at first.
overview-queue = Clients à suivre
overview-queue-all = Toute la file
overview-queue-open = Ouvrir la file
overview-queue-names = Leurs noms figurent dans la file, et le journal d’audit note qui l’ouvre.
overview-place = Numéro { $rank } de la file
overview-nobody = Personne n’est signalé.
overview-nobody-why = Après chaque nuit, les clients qui risquent de partir apparaissent ici, avec les raisons. Il faut pour cela des liens qui nomment un client.
