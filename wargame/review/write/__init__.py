"""Writes reports: as outline, HTML, Word, Markdown, CSV and JSON."""
