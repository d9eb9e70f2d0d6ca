"""Reads content strictly: YAML with places, one scenario laid over another, validation, and finding by name."""
