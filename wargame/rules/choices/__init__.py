"""Choices as people meet them: how picks are offered, and how a command is read back as a pick."""
