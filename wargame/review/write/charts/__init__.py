"""Draws the charts of the report, one a module, each from a `Report` and a palette."""
