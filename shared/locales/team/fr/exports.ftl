### Reviewed by a native speaker: no

# Files of everything.
# The same in English.
page-exports = Exports
exports-lead = Tout ce qui est d’une sorte en un seul fichier, avec les mêmes chiffres que les pages et l’API. Un fichier est gardé trois jours. Il ne change plus : les clients effacés ensuite y figurent encore.
exports-ask = Demander un fichier
exports-what = Contenu
exports-what-responses = Réponses
exports-what-scores = Scores par jour
exports-what-customers = Clients
exports-what-flags = Clients signalés
# The same in English.
exports-format = Format
# The same in English.
exports-format-csv = CSV
# The same in English.
exports-format-ndjson = NDJSON
exports-survey = Enquête
exports-all-surveys = Toutes les enquêtes
exports-from = Premier jour
exports-to = Dernier jour
exports-by-day = L’enquête et les jours valent pour les réponses et les scores. Pour les clients, laissez-les tels quels : ces fichiers sont d’aujourd’hui.
exports-send = Écrire le fichier
exports-refused = Aucun fichier n’a été demandé : voyez à côté des champs.
exports-refused-what = Choisissez un de ces contenus.
exports-refused-format = Choisissez un de ces formats.
exports-refused-survey = Choisissez une des enquêtes de la liste. Les clients ne sont d’aucune enquête : laissez-y toutes les enquêtes.
exports-refused-from = Donnez un premier jour qui ne soit pas après le dernier : { $days } jours au plus de l’un à l’autre. Pour les clients, laissez-le vide.
exports-refused-to = Donnez un dernier jour qui existe dans le calendrier. Pour les clients, laissez-le vide.
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
exports-by-you = vous
exports-reason-no_progress = Plusieurs essais n’ont pas fait avancer le fichier. Redemandez-le, ou demandez moins de jours.
exports-reason-file_lost = Ce qui était écrit du fichier a été perdu plusieurs fois. Redemandez-le.
exports-reason-survey_gone = L’enquête n’existe plus.
