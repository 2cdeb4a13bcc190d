# La page de l'enquête.
error-prefix = Erreur :
chosen = Vous avez choisi { $rating }. Appuyez sur Envoyer pour confirmer, ou choisissez une autre note.
chosen-meaning = Vous avez choisi { $rating } ({ $meaning }). Appuyez sur Envoyer pour confirmer, ou choisissez une autre note.
comment = Quelle est la raison principale de votre note ? (facultatif)
comment-hint = N’indiquez pas de données personnelles : noms, numéros de téléphone ou de carte bancaire.
send = Envoyer
decoy = Ne pas appuyer : ce bouton est réservé aux robots
languages = Langue
contact = Besoin d’aide ? Contactez-nous :
notice-customer = Votre réponse est rattachée à votre compte client. Elle nous sert à améliorer nos services et est conservée { $months } mois au maximum. Vous pouvez demander à tout moment à la consulter ou à la faire supprimer.
notice-anonymous = Votre réponse n’est rattachée ni à votre nom ni à un compte. Elle nous sert à améliorer nos services et est conservée { $months } mois au maximum.

problem = Il y a un problème
rating-missing = Choisissez une note de { $min } à { $max }
comment-too-long = Raccourcissez votre commentaire à { $max } caractères au maximum (il en compte { $count })
not-saved = Votre réponse n’a pas pu être enregistrée
not-saved-detail = Rien de ce que vous avez écrit n’est perdu. Patientez un instant, puis appuyez de nouveau sur Envoyer.

thanks = Merci
thanks-detail = Nous avons bien reçu votre réponse.
thanks-close = Vous pouvez fermer cette page.
thanks-change = Modifier ma réponse

expired = Ce lien a expiré
expired-detail = Les liens d’enquête ne sont valables qu’un certain temps, et celui-ci est arrivé à échéance. Vous n’avez rien à faire.
closed = Cette enquête est close
closed-detail = Les réponses données par ce lien ne peuvent plus être modifiées. Vous n’avez rien à faire.
not-found = Ce lien ne fonctionne pas
not-found-detail = Vérifiez que vous avez ouvert le lien en entier depuis votre message. S’il est coupé sur deux lignes, copiez les deux parties.
unavailable = La page est momentanément indisponible
unavailable-detail = Veuillez réessayer dans une minute.
unavailable-kept = Rien de ce que vous avez écrit n’est perdu. Patientez un instant, puis renvoyez votre réponse.
try-again = Réessayer
bad-request = Ce formulaire n’a pas pu être lu
bad-request-detail = Ouvrez de nouveau le lien depuis votre message et envoyez votre réponse depuis la page.
too-large = Cette réponse est trop longue
too-large-detail = Revenez en arrière, raccourcissez votre commentaire à { $max } caractères au maximum et renvoyez-le.
