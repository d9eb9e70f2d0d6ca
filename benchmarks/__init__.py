"""Benchmarks: how fast the program is beside known things. Ratios are taken in one run, because machines differ."""
