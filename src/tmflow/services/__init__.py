"""Use cases: one function, one transaction, one permission check, one audit event."""
