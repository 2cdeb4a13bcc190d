### Reviewed by a native speaker: no

# The first page: every survey at a glance, and who to look at.
