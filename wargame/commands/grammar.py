"""The grammar of the command line: a parser that guesses at mistakes, and the options of several commands.

Nothing heavy is imported here, so that help and a mistyped command answer at once.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from typing import Any, NoReturn, cast

from wargame import EXERCISE
from wargame.suggestion import suggest_name

FLAG: dict[str, Any] = {"action": "store_true", "default": argparse.SUPPRESS}
"""An option that may also stand before the command. It has no default, so that the command does not unset it."""

CUTOFF = 0.5
"""The similarity from which a mistyped command or option gets a suggestion."""


class Parser(argparse.ArgumentParser):
    """An argparse parser that says one clear line for a mistake, with a guess at what was meant."""

    names: tuple[str, ...] = ()
    """The commands below this one."""

    typed: Sequence[str] = ()
    """The words of the command line, as far as they are known."""

    def find_title(self, dest: str) -> str:
        """Return an argument as people type it: its option, or its name in the usage."""
        found = next(action for action in self._actions if action.dest == dest)
        return found.option_strings[0] if found.option_strings else str(found.metavar)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, with a guess at what was meant. Exits with code 2."""
        listed = ", ".join(self.names)
        if self.names and (found := re.search(r"invalid choice: '([^']*)'", message)):
            hint = suggest_name(found[1], self.names, CUTOFF) or f"there are: {listed}"
            message = f"there is no command {found[1]!r}; {hint}"
        elif self.names and message.endswith("required: COMMAND"):
            message = f"say what to do: {listed}"
        elif "arguments are required" in message and (hint := self._hint_at_order()):
            message = f"{message}; {hint}"
        self.exit(2, f"{self.prog}: {message}\nType {self.prog} --help to see what there is.\n")

    def _hint_at_order(self) -> str:
        """Return how to type an argument that an option took, or whose name looks like an option; or an empty text."""
        if dashed := next((word for word in self.typed if word.startswith("-") and os.path.isfile(word)), ""):
            return f"write ./{dashed} for the file"
        greedy = [option for action in self._actions if action.nargs == "+" for option in action.option_strings]
        taking = next((option for option in greedy if option in self.typed), "")
        return f"write it before {taking}, which takes all that follows" if taking else ""


class UntypedCommand(Parser):
    """Stands for a command that was not typed: it may be given options and commands, and keeps none of them.

    Help needs only the names of commands. To make the parsers of all of them takes a fifth of the time of a start.
    """

    def __init__(self) -> None:
        """Make nothing of a parser but its name."""
        self.prog = ""

    def add_argument(self, *names: Any, **settings: Any) -> Any:
        """Keep no option."""

    def set_defaults(self, **defaults: Any) -> None:
        """Keep no defaults."""

    def add_mutually_exclusive_group(self, **settings: Any) -> Any:
        """Return a group that keeps no options either."""
        return self


class Commands:
    """Adds commands to a parser, each with its help, an example, and the function that carries it out.

    ``typed`` are the words that were typed (None: any may be). Other commands are listed without their options.
    """

    def __init__(self, parser: Parser, typed: Sequence[str] | None, required: bool = False) -> None:
        self.typed = typed
        self._parser = parser
        self._below: argparse._SubParsersAction[Parser] | None = None
        if not isinstance(parser, UntypedCommand):
            self._below = parser.add_subparsers(
                title="commands",
                metavar="COMMAND",
                prog=parser.prog,
                required=required,
                parser_class=cast("type[Parser]", self._make_parser),  # argparse calls it, and asks no more of it
            )

    def _make_parser(self, **settings: Any) -> Parser:
        name = settings["prog"].rpartition(" ")[2]
        if self.typed is not None and name not in self.typed:
            return UntypedCommand()
        made = Parser(**settings)
        made.typed = self.typed or ()
        return made

    def add(self, name: str, run: str, about: str, example: str, more: str = "") -> Parser:
        """Add the command ``name``; ``run`` is its function as ``module:function``, or empty for a group."""
        if self._below is None:
            return UntypedCommand()
        command = self._below.add_parser(
            name,
            help=about,
            description=f"{about[0].upper()}{about[1:]}.\n{more}".strip(),
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.set_defaults(run=run, parser=command)
        self._parser.names = (*self._parser.names, name)
        return command


def add_scenario_argument(command: Parser) -> None:
    """Add the argument that names a scenario."""
    command.add_argument("scenario", metavar="SCENARIO", nargs="?", default=EXERCISE, help=f"id or file ({EXERCISE})")


def add_ascii_option(command: Parser) -> None:
    """Add the options of the look of the app: --ascii and --no-motion."""
    command.add_argument("--ascii", **FLAG, help="the app draws with letters, digits and signs only")
    command.add_argument("--no-motion", **FLAG, help="nothing moves in the app, not even for a moment")


def add_length_option(command: Parser) -> None:
    """Add the option --length."""
    lengths = "how long: short, standard or full in most scenarios (standard, or else the first of the scenario)"
    command.add_argument("--length", metavar="L", default="", help=lengths)


def add_without_option(command: Parser) -> None:
    """Add the option --without."""
    said = "play without these switches of the scenario, by id (none; wargame scenario show lists them)"
    command.add_argument("--without", metavar="ID", nargs="+", action="extend", default=[], help=said)


def parse_whole(text: str, low: int, high: int) -> int:
    """Return a whole number from ``low`` to ``high``. Raises `ArgumentTypeError`."""
    if not re.fullmatch(r"[0-9]{1,20}", text) or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {low} to {high}")
    return int(text)


def parse_seed(text: str) -> int:
    """Return a seed. Raises `ArgumentTypeError`."""
    return parse_whole(text, 0, 2**53 - 1)  # larger whole numbers are not exact in every reader of JSON


def parse_port(text: str) -> int:
    """Return the number of a port. Raises `ArgumentTypeError`."""
    return parse_whole(text, 1, 65_535)


def parse_positive(text: str) -> int:
    """Return a whole number of at least 1. Raises `ArgumentTypeError`."""
    return parse_whole(text, 1, 1_000_000)
