"""The commands of the command line. `wargame.cli` reads the arguments and calls one function of this package."""

from __future__ import annotations

INTERRUPTED = 130
"""The exit code after Ctrl-C."""


class Stop(Exception):
    """A command cannot continue; the message is for the person who typed it. ``code`` becomes the exit code."""

    code = 1


class WrongUsage(Stop):
    """What was typed names something that does not exist, or its parts do not go together."""

    code = 2


class Interrupted(Stop):
    """Ctrl-C in the middle of an exercise: nothing failed, and nothing is lost."""

    code = INTERRUPTED
