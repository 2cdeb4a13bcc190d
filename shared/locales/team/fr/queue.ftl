### Reviewed by a native speaker: no

# Customers at risk whom somebody should see to.
