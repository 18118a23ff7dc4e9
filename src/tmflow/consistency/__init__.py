"""Looking along one concept through the whole archive."""
