"""Reads and writes session files, and rebuilds the state of an exercise from them."""
