### Reviewed by a native speaker: no

# API keys.
page-keys = Clés d’API
keys-lead = Les clés ouvrent l’accès à vos propres programmes. Chacune permet ce que disent ses droits, et rien d’autre.
keys-list = Les clés
keys-none = Il n’y a pas encore de clé.
keys-name = Nom
keys-scopes = Droits
keys-made = Créée
keys-used = Dernière utilisation
keys-ends = Fin
keys-state = État
keys-in-force = valable
keys-expired = expirée
keys-revoked = révoquée
# The same in English.
keys-actions = Actions
keys-make = Créer une clé
keys-name-help = Qui l’utilise, et pour quoi. Tous ceux qui voient cette liste peuvent le lire.
keys-may = Ce qu’elle permet
keys-valid = Valable
keys-valid-forever = jusqu’à sa révocation
keys-create = Créer la clé
keys-shown-once = Voici la clé « { $name } ». Copiez-la maintenant : elle n’est montrée que sur cette page, et seule une empreinte en est gardée.
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
