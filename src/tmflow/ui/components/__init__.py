"""Parts that several pages share: the unit editor, marks and chips, how errors are shown."""
