### Reviewed by a native speaker: no

# Suspect answers that wait for a decision.
