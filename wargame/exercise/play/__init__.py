"""Playing one exercise: its commands, seats, clock, and how typed input is read."""
