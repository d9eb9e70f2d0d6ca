"""The widgets of the screens: map, tracks, cards, offers, text. Each draws from a view, and keeps no state of play."""
