"""Checks content: a file as a whole, references between parts, what can never matter, and the words themselves."""
