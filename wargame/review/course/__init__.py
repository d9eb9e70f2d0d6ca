"""A course: many sessions side by side, as data, outline and charts."""
