"""Says content in words: effects, conditions and whole cards, as players and facilitators read them."""
