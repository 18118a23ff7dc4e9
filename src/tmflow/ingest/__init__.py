"""Bytes of a published page or file to language versions: title, date, and the blocks of the body, without the chrome.

`registry.read` is the way in; every reader gives a `draft.Draft`, and `compose` makes language versions of it.
"""
