"""Builds the report of one session as plain data."""
