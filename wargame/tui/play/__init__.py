"""Screens during play: table, desk, curtain, hearing, console."""
