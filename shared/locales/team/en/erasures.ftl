### Reviewed by a native speaker: no

# Customers who were erased.
