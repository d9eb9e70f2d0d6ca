"""The kinds of step that a program consists of, a module for each: what a step asks, and how it changes one row."""
