"""Terms worth an entry, found in the aligned archive with their renderings.

`discover.discover` does the whole; the other modules are its steps: words of the three languages (`words`), what
repeats (`repeats`), which of it may be a term (`phrases`), who is named (`people`), and what it became in the other
languages (`renderings`).
"""
