"""Codecs: how each kind of choice is offered to people, and how a command is read back as a pick."""
