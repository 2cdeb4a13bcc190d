### Reviewed by a native speaker: no

# API keys.
