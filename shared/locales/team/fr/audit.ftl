### Reviewed by a native speaker: no

# Who has done what.
page-audit = Journal d’audit
audit-lead = Qui a consulté des réponses et des clients, exporté, effacé, décidé, ou modifié des enquêtes, des réglages et des clés. Les clients y figurent sous leurs pseudonymes. Les lignes sont gardées 400 jours.
audit-lines = Les plus récentes d’abord ; un jour commence ici à minuit UTC
audit-since = Du
audit-until = Au
audit-show = Afficher
audit-when = Quand
audit-who = Qui
audit-what = Quoi
audit-about = Au sujet de
audit-none = Rien n’a été noté ces jours-là.
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
deed-mint_key-show = s’est fait afficher la clé qui sert à créer les liens
deed-root_key-add = a ajouté une clé racine
deed-responses-restore = a remis des réponses à partir d’une copie
deed-audit-read = a lu le journal d’audit
deed-person-sign_in = s’est connecté
