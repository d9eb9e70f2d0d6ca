"""How much can happen when a card comes: the bounds that the models of decks hold, and by which rolls are numbered."""

from __future__ import annotations

MOST_ALSO = 8
"""How many more things can happen beside the effects of a card. The addresses of rolls in session files rest on it."""
MOST_RULES = 1 + MOST_ALSO
"""How many rules a card can have, without those of its options: its effects and what happens besides."""
