"""The office's procedure: states, roles, and the events of the audit trail."""
