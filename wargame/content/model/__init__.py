"""What authors may write: the shape of scenarios, decks and sources, and their notation."""
