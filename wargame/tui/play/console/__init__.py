"""The console: the facilitator's desk."""
