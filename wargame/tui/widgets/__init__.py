"""What screens are made of: the map, tracks, cards, offers, prose. Each draws from a view, and keeps nothing."""
