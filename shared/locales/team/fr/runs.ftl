### Reviewed by a native speaker: no

# What the nights have done.
