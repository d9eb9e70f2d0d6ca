"""Plays one exercise: its commands, seats and clock, and how typed input is read."""
