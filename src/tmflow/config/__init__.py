"""Where a workspace lies, what its settings are, and how the program keeps its log."""
