### Reviewed by a native speaker: no

# Files of everything.
