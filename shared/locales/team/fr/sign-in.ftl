### Reviewed by a native speaker: no

# Signing in and out.
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
sign-in-misconfigured = La connexion avec votre organisation n’est pas configurée correctement. La personne qui exploite ce tableau de bord en trouve la raison dans son journal.
sign-in-wrong-token = La connexion de votre organisation a envoyé quelque chose qui n’a pas pu être vérifié : la connexion n’a pas eu lieu. Connectez-vous de nouveau ; si cela continue, la personne qui exploite ce tableau de bord en trouve la raison dans son journal.
sign-in-no-role = La connexion a réussi, mais vous n’avez aucun rôle ici. Demandez à la personne qui s’occupe des connexions de votre organisation de vous ajouter à l’un de ces groupes : { $groups }.
