"""Holds the words of a deck to the standards of the house (``wargame deck check --content``), one rule a concern."""
