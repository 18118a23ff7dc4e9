"""The nouns of the field as frozen dataclasses: no input, no output, no library of the outside world."""
