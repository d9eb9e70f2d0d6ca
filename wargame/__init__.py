"""Turn-based tabletop exercises in a terminal: play, replay and write decks for them."""

__version__ = "0.1.0"
