### Reviewed by a native speaker: no

# What the nights have done.
page-runs = Calculs
runs-lead = Chaque nuit calcule les scores des jours terminés, puis le risque de chaque client.
runs-settled = Les jours sont définitifs jusqu’au { $day } : leurs scores contiennent tout ce qu’il y aura.
runs-none = Aucune nuit n’a encore rendu un jour définitif.
runs-days = Les derniers jours
runs-day = Jour
runs-computed = Calculé
runs-answers = Réponses
runs-not-yet = pas encore
runs-settled-short = définitif
runs-sealed-short = scellé
runs-open-short = peut encore changer
runs-no-days = Aucune nuit n’a encore calculé de jour.
runs-waiting = Ce qui attend la prochaine nuit
runs-waits-scores = ses scores
runs-waits-customers = les risques des clients
runs-waits-for = Attend
runs-nothing-waits = Rien n’attend.
runs-customers = Le dernier passage sur les clients
runs-moment = Risque au
runs-state = État
runs-finished = terminé
runs-unfinished = pas terminé : il continue de lui-même, ou la prochaine nuit recommence
runs-looked-at = Clients examinés
runs-flagged = Clients signalés
runs-damaged = Clients laissés de côté, car les données enregistrées à leur sujet sont illisibles
runs-merged = Jours pris en compte dans les risques
runs-no-customers = Aucune nuit n’a encore examiné les clients.
runs-learning = Apprendre de ceux qui sont partis
runs-learned = Un modèle a été appris le { $day }.
runs-not-learned = Le { $day }, rien n’a été appris.
runs-never-learned = Pas encore tenté : il faut des clients dont on sait qu’ils sont partis.
