### Reviewed by a native speaker: no

# Signing in and out.
