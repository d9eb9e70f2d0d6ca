"""Plots: the charts of the report, one a module, each drawn from a `Report` in the colours it is given."""
