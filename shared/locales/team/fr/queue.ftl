### Reviewed by a native speaker: no

# Customers at risk whom somebody should see to.
queue-name = À suivre
queue-title = Clients risquant de partir
queue-empty = Aucun client à suivre
queue-empty-why = Le risque de départ est recalculé chaque nuit, et ceux qui passent le seuil apparaissent ici avec les raisons. Un client est connu lorsque les liens le nomment.
queue-since = Signalé depuis le
queue-lowers = Ce qui le ferait baisser :
queue-latest = Dernière réponse connue la nuit dernière :
queue-nothing-raises = Plus rien n’augmente le risque. La prochaine nuit vérifiera.
close-open = Clore ce signalement
close-note = Ce qui a été fait (facultatif)
close-what = Le client quitte cette liste. La note reste dans son historique. Il n’est signalé de nouveau que si un fait nouveau augmente le risque.
close-send = Clore le signalement
queue-closed = Le signalement est clos. Le client n’est signalé de nouveau que si un fait nouveau augmente le risque.
queue-no-flag = Rien n’a été modifié : ce client n’est plus signalé.
queue-closed-before = Rien n’a été modifié : le signalement était déjà clos, depuis le { $day }.
queue-another-flag = Rien n’a été modifié : un autre signalement a été ouvert entre-temps. Lisez d’abord ses raisons, puis clôturez-le.
queue-busy = Rien n’a été modifié : le calcul de la nuit met à jour ce client. Renvoyez le formulaire dans un instant.
queue-note-too-long = Rien n’a été modifié : une note a au plus { $most } caractères. Raccourcissez la vôtre et renvoyez-la.
queue-pages = Pages de la liste
queue-highest = Risque le plus élevé
queue-next = Suite
