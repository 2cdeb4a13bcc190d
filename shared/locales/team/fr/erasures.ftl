### Reviewed by a native speaker: no

# Customers who were erased.
page-erase = Effacer un client
erase-lead = Retire toutes les réponses, tous les commentaires, événements et risques d’un client. C’est irréversible.
erase-customer = L’identifiant du client, comme dans votre propre système
erase-confirm = Le même identifiant, encore une fois
erase-do = Effacer pour de bon
erase-wrong-id = Rien n’a été effacé : ceci ne peut pas être l’identifiant d’un client.
erase-not-the-same = Rien n’a été effacé : les deux identifiants ne sont pas les mêmes.
erase-done = Tout ce qui était connu de « { $customer } » est effacé, s’il y avait quelque chose.
erase-known-as = Dans le journal d’audit, le client figure désormais sous
erase-gone = Ce qui a disparu
erase-gone-text = Les réponses et ce qu’elles disent, ce que les invitations disaient de la personne, les événements, les attributs, le risque et le signalement.
erase-stays = Ce qui reste
erase-stays-statistics = La prochaine nuit retire le client de tous les scores. Les décomptes des jours scellés restent ; ils ne nomment personne.
erase-stays-backups = Les sauvegardes des tables gardent les données { $days } jours au plus. Après une restauration, effacez de nouveau avec : aisance erase --replay
erase-stays-exports = Les fichiers exportés auparavant restent jusqu’à leur expiration ou jusqu’à ce que leur détenteur les supprime.
