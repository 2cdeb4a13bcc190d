### Reviewed by a native speaker: no

# Who has done what.
