"""The desk: one role's private choice."""
