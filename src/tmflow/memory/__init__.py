"""The translation memory: how alike two sentences are, which ones are worth comparing, and searching by words."""
