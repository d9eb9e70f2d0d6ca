"""What each viewer may see of an exercise, now and at any earlier moment."""
