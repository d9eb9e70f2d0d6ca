"""Writes reports: as pages, Word, Markdown, CSV and JSON."""
