"""The map: zones as shapes, labels placed where they cover least, links as lines."""
