"""Turn-based tabletop exercises in a terminal: play, replay and write decks for them."""

__version__ = "0.1.0"

EXERCISE = "impracticable-alliance"
"""The scenario that is played when none is named; it stands first wherever scenarios are listed."""
