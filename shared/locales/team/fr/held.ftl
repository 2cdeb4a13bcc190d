### Reviewed by a native speaker: no

# Suspect answers that wait for a decision.
decide-apply = La compter
decide-drop = L’écarter
decide-undo = Annuler la décision
decided-applied = Décidé : elle compte. Les scores en tiendront compte la nuit prochaine.
decided-dropped = Décidé : la réponse suspecte ne compte pas. Les scores en tiendront compte la nuit prochaine.
decided-waits = Elle attend une décision.
decided-changed = Rien n’a été modifié : la réponse a changé entre-temps. Relisez-la, puis décidez.
decided-sealed = Rien n’a été modifié : les scores de ce jour sont scellés et n’acceptent plus de changement.
decided-applied-before = Rien n’a été modifié : une réponse suspecte a déjà été comptée ici. Annulez d’abord cette décision, ou écartez celle-ci.
decided-nothing = Rien n’a été modifié : il n’y a plus rien à décider ici. Quelqu’un a peut-être déjà décidé.
