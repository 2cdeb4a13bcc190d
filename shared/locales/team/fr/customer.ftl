### Reviewed by a native speaker: no

# One customer.
