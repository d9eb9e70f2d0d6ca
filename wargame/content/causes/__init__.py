"""The causes built into a scenario: what moves each number, what reads it, and the loops that follow."""
