"""Converts decks to spreadsheets (CSV or Excel), a row for each card, and back, without loss."""
