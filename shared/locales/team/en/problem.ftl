### Reviewed by a native speaker: no

# What is said where something does not work.
