"""Compiles scenarios and decks into a table. The only part of the rules that knows the models of content."""
