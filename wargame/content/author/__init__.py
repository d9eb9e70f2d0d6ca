"""Helps authors write: new files, the text of a deck edited card by card, schema, glossary, key documentation."""
