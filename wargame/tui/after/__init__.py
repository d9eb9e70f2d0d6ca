"""Screens after play: end, debrief, replay, report."""
