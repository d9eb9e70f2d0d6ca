"""Spreadsheets: a deck as rows, a card each, in a CSV file or an Excel workbook, and back, with nothing lost."""
