"""The kinds of step a program is made of, one file a kind: how it changes one row and how it explains itself."""
