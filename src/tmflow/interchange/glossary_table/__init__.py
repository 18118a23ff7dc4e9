"""Tables of terms as people and other programs keep them: found by their headings, read cell by cell, written back.

`model` has what a table is, `columns` the headings, `templates` the programs, `sources` the opening of files, `cells`
what may stand in a cell, `terms` and `wide` the two layouts, `writing` the way out. `glossary_xlsx` is the door.
"""
