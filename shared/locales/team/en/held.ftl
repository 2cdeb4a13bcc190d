### Reviewed by a native speaker: no

# Suspect answers that wait for a decision.
decide-apply = Let it count
decide-drop = Drop it
decide-undo = Undo the decision
decided-applied = Decided: it counts. The scores include it from the next night on.
decided-dropped = Decided: the suspect answer does not count. The scores leave it out from the next night on.
decided-waits = It waits for a decision.
decided-changed = Nothing was changed: the answer has changed since you looked. Look at it again, then decide.
decided-sealed = Nothing was changed: the scores of that day are sealed and take no more changes.
decided-applied-before = Nothing was changed: a suspect answer was already allowed to count here. Undo that first, or drop this one.
decided-nothing = Nothing was changed: there is nothing left to decide here. Somebody may have decided already.
