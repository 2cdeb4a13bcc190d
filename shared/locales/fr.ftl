### Reviewed by a native speaker: no

# The survey page. Sentences that a customer reads: short, plain, no jargon.
error-prefix = Erreur :
chosen = Vous avez choisi { $rating }. Appuyez sur Envoyer pour confirmer, ou choisissez une autre note.
chosen-meaning = Vous avez choisi { $rating } ({ $meaning }). Appuyez sur Envoyer pour confirmer, ou choisissez une autre note.
comment = Quelle est la raison principale de votre note ? (facultatif)
comment-hint = N’indiquez pas de données personnelles : noms, numéros de téléphone ou de carte bancaire.
send = Envoyer
decoy = Ne pas appuyer : ce bouton est réservé aux robots
languages = Langue
language-change = Changer de langue
contact = Besoin d’aide ? Contactez-nous :
notice-customer = Votre réponse est rattachée à votre compte client. Elle nous sert à améliorer nos services et est conservée { $months } mois au maximum. Vous pouvez demander à tout moment à la consulter ou à la faire supprimer.
notice-anonymous = Votre réponse n’est rattachée ni à votre nom ni à un compte. Elle nous sert à améliorer nos services et est conservée { $months } mois au maximum.

# Stands over the form once the link has been answered. Of the earlier answer it shows nothing.
answered = Vous avez déjà répondu
answered-detail = Vous pouvez répondre de nouveau : ce que vous envoyez maintenant remplace votre réponse précédente. Si vous laissez le commentaire vide, l’ancien commentaire est conservé.

# What is wrong with a form.
problem = Il y a un problème
rating-missing = Choisissez une note de { $min } à { $max }
comment-too-long = Raccourcissez votre commentaire à { $max } caractères au maximum (il en compte { $count })
choice-wrong = Choisissez parmi les réponses proposées
not-saved = Votre réponse n’a pas pu être enregistrée
not-saved-detail = Rien de ce que vous avez écrit n’est perdu. Patientez un instant, puis appuyez de nouveau sur Envoyer.

# After the answer.
thanks = Merci
thanks-detail = Nous avons bien reçu votre réponse.
thanks-close = Vous pouvez fermer cette page.
thanks-changed = Votre nouvelle réponse a remplacé la précédente.
thanks-change = Modifier ma réponse
thanks-another = Donner une autre réponse

# A further question or two, asked once the answer is saved. The heading fits one and two.
more = Encore un peu
more-detail = Votre réponse { $rating } est enregistrée. Si vous le souhaitez, dites-nous-en un peu plus.
more-any = Plusieurs choix possibles.
more-optional = (facultatif)

# Asking to be left alone.
stop = Ne plus me solliciter
stop-title = Ne plus vous solliciter ?
stop-detail = Nous ne vous enverrons plus de questions comme celle-ci. Rien d’autre ne change pour vous.
stop-again = Appuyez encore une fois, pour que nous sachions que c’est bien vous.
stop-back = Revenir à la question
stopped = Nous ne vous solliciterons plus
stopped-detail = Si ce n’était pas voulu, vous pouvez l’annuler ici.
stop-undo = Vous pouvez de nouveau me solliciter
stop-undone = Nous pourrons de nouveau vous solliciter
stop-undone-detail = Merci. Vous n’avez rien d’autre à faire.

# Pages that anybody can open: on a tablet in a shop, from a poster, on a web site.
trap = Laissez ce champ vide
busy = Trop de réponses en ce moment
busy-detail = Rien de ce que vous avez écrit n’est perdu. Patientez jusqu’à la prochaine heure pile, puis appuyez de nouveau sur Envoyer.
stale = Ce formulaire est resté ouvert trop longtemps
stale-detail = Rien de ce que vous avez écrit n’est perdu. Appuyez de nouveau sur Envoyer.

# In an e-mail.
email-rate = Répondre { $rating } sur { $max }
email-press = Appuyez sur une note pour répondre. Une page s’ouvre, où vous pourrez la modifier avant de l’envoyer.
email-page = Répondre sur une page

# Links that do not lead to a survey.
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

# The usual questions, for surveys that bring no words of their own. low and high say what the ends of the scale mean.
nps-question = Quelle est la probabilité que vous nous recommandiez à un ami ou à un collègue ?
nps-low = Pas du tout probable
nps-high = Tout à fait probable
csat-question = Dans quelle mesure êtes-vous satisfait de votre expérience ?
csat-low = Très insatisfait
csat-high = Très satisfait
ces-question = Êtes-vous d’accord avec cette phrase : il m’a été facile d’obtenir ce dont j’avais besoin ?
ces-low = Pas du tout d’accord
ces-high = Tout à fait d’accord
ces1-question = Combien d’efforts vous a-t-il fallu pour obtenir ce dont vous aviez besoin ?
ces1-low = Très peu d’efforts
ces1-high = Énormément d’efforts
