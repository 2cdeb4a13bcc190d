### Reviewed by a native speaker: no

# What customers say.
