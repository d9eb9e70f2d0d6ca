"""The second window: a session followed and shown, never written to."""
