"""The debrief after play: its form, key decisions and ratings."""
