"""What may be seen of an exercise, now or at any earlier moment, and by whom."""
