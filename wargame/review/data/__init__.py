"""The report as plain data, built from one session file."""
