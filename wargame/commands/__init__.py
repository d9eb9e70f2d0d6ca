"""What each command of the command line does; ``wargame.cli`` reads the arguments and comes here."""

from __future__ import annotations

INTERRUPTED = 130
"""The exit code after Ctrl-C."""


class Stop(Exception):
    """A command cannot go on; the message is for whoever typed it. ``code`` becomes the exit code."""

    code = 1


class WrongUsage(Stop):
    """What was typed names something that does not exist, or does not go together."""

    code = 2


class Interrupted(Stop):
    """Ctrl-C in the middle of an exercise: nothing went wrong, and nothing is lost."""

    code = INTERRUPTED
