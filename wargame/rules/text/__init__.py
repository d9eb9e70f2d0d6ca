"""Rules, events and commands in words, for one viewer."""
