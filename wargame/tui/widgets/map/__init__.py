"""The map: zones as shapes, links as lines, and labels placed so that they cover little."""
