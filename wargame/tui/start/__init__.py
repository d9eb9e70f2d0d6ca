"""Screens before play: home, new exercise, briefing."""
