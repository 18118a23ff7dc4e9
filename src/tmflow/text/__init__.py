"""What the three languages are made of: scripts, words, numbers, names, titles. Pure functions on plain text."""
