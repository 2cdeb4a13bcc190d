### Reviewed by a native speaker: no

# What is set for the workspace.
page-settings = Réglages
settings-lead = Ce qui vaut pour tout l’espace de travail. Un changement prend effet dès le prochain lien et dès la prochaine nuit.
settings-saved = Les réglages sont enregistrés.
settings-read-only = Vous pouvez voir les réglages, mais seuls les administrateurs peuvent les modifier.
settings-asking = À quelle fréquence un client peut être interrogé
settings-fatigue = Au plus une fois en
settings-fatigue-none = sans limite
settings-risk = Le risque de départ
settings-horizon = Un départ compte s’il survient dans les
settings-churn = Part des clients qui partent dans ce délai, en pour cent
settings-churn-help = Laissez vide si vous ne la connaissez pas : { $percent } % est alors retenu.
settings-churn-unknown = inconnue, supposée de { $percent } %
settings-line = Qui est signalé
settings-line-times = Les clients dont la cote de départ est au moins ce nombre de fois la cote habituelle
settings-line-top = Au plus ce nombre de clients par nuit, ceux au risque le plus élevé
settings-times = { $count } fois la cote habituelle
settings-hold-out = Écarter de la liste un client signalé sur dix, pour apprendre si s’occuper d’eux est utile
settings-hold-out-yes = un sur dix est écarté de la liste
settings-hold-out-no = personne n’est écarté de la liste
settings-language = Langue des raisons
settings-zone = Fuseau horaire
settings-zone-help = Les jours commencent et finissent dans ce fuseau. Il se choisit au déploiement de l’espace de travail.
settings-save = Enregistrer les réglages
settings-wrong-fatigue = Rien n’a été enregistré : choisissez une des limites.
settings-wrong-horizon = Rien n’a été enregistré : choisissez un des délais dans lesquels un départ compte.
settings-wrong-churn = Rien n’a été enregistré : la part des départs se situe entre 0,1 et 90 pour cent.
settings-wrong-line = Rien n’a été enregistré : indiquez de 1,1 à 50 fois la cote habituelle, ou de 1 à 10 000 clients par nuit.
settings-wrong-language = Rien n’a été enregistré : choisissez une des langues.
