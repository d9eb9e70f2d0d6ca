"""Screens for authors: the deck desk."""
