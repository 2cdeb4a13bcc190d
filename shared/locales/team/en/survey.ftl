### Reviewed by a native speaker: no

# One survey.
