"""Compiles content to a table of integers. The only part of the rules that knows content."""
