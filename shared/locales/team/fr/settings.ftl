### Reviewed by a native speaker: no

# What is set for the workspace.
