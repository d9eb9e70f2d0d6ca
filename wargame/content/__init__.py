"""What authors write: models of scenarios and decks, the strict loader, checks, sources, printed sheets."""
