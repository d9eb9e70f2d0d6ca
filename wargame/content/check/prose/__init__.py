"""Checks the words of a deck against the standards of the project (``wargame deck check --content``)."""
