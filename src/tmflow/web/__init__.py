"""What programs and browsers touch before any page runs: sign-in, the session gate, REST `/v1`, health, metrics."""
