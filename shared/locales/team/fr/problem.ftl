### Reviewed by a native speaker: no

# What is said where something does not work.

# Each is a title, what happened, and what to do.
problem-not-found = Il n’y a rien ici
problem-not-found-what = Aucune page n’a cette adresse, ou ce dont elle parlait n’est plus conservé.
problem-not-found-todo = Vérifiez l’adresse, ou repartez de la vue d’ensemble.
problem-unauthorized = Connectez-vous
problem-unauthorized-what = Cette page est réservée aux personnes connectées. Votre session est peut-être terminée.
problem-unauthorized-todo = Connectez-vous, puis ouvrez de nouveau la page.
problem-forbidden = Cette page ne vous est pas ouverte
problem-forbidden-what = Votre rôle ne permet pas ce que vous avez demandé. Rien n’a été modifié.
problem-forbidden-todo = Adressez-vous à la personne qui gère les rôles et les clés de votre équipe, si votre travail le demande.
problem-foreign-form = Rien n’a été modifié
problem-foreign-form-what = Le formulaire ne vient pas d’une page de votre session, ou la session est terminée.
problem-foreign-form-todo = Revenez en arrière, rechargez la page et envoyez de nouveau le formulaire.
problem-conflict = Rien n’a été modifié
problem-conflict-what = Quelqu’un d’autre l’a modifié entre-temps, ou cela ne correspond plus à ce qui est enregistré.
problem-conflict-todo = Revenez en arrière, rechargez la page pour voir où en sont les choses, puis décidez de nouveau.
problem-busy = Un instant, s’il vous plaît
problem-busy-what = Le stockage est occupé ou ne répond pas.
problem-busy-todo = Rechargez la page dans quelques secondes. Un formulaire envoyé a pu être enregistré en partie : vérifiez avant de le renvoyer.
problem-internal = Quelque chose n’a pas marché
problem-internal-what = L’erreur vient de notre côté, pas du vôtre.
problem-internal-todo = Réessayez plus tard. Si cela continue, signalez-le à la personne qui gère Aisance, avec le numéro de requête ci-dessous.
problem-invalid = Cela ne peut pas être utilisé
problem-invalid-what = Il manque quelque chose dans l’adresse ou dans le formulaire, ou ce n’est pas ce qui y est attendu.
problem-invalid-todo = Revenez en arrière et corrigez-le ; les détails ci-dessous disent ce qui ne va pas.

# Around each.
problem-todo = Que faire
problem-to-overview = Vers la vue d’ensemble
problem-details = Détails pour la personne qui peut aider
problem-status = Statut
problem-request = Numéro de requête
problem-as-told = Ce qui est dit à un programme
