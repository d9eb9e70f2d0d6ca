"""Talking an exercise over: the debrief, its form, key decisions and ratings."""
