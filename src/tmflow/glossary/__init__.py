"""The glossary at work: terms found in texts, and glossaries merged."""
