"""Lines of a session file in words."""
