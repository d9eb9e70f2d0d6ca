"""The second window: it follows a session, shows it, and never writes to it."""
