"""Sets many sessions of a course side by side, as data, outline and charts."""
