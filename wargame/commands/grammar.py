"""The grammar of the command line: a parser that says what was meant, commands added to it, and options many share.

Only argparse is imported here, so that help and a mistyped command answer at once.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from wargame import EXERCISE

FLAG: dict[str, Any] = {"action": "store_true", "default": argparse.SUPPRESS}
"""An option that may stand before the command as well: without a default of its own, the command unsets nothing."""


class Parser(argparse.ArgumentParser):
    """argparse with one clear line for a mistake, and a guess at what was meant."""

    names: tuple[str, ...] = ()
    """The commands below this one."""

    def error(self, message: str) -> NoReturn:
        listed = ", ".join(self.names)
        if self.names and (found := re.search(r"invalid choice: '([^']*)'", message)):
            message = (
                f"there is no command {found[1]!r}; {suggest_name(found[1], self.names) or f'there are: {listed}'}"
            )
        elif self.names and message.endswith("required: COMMAND"):
            message = f"say what to do: {listed}"
        self.exit(2, f"{self.prog}: {message}\nType {self.prog} --help to see what there is.\n")


def suggest_name(typed: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(typed, names, n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else ""


class Commands:
    """Adds commands to a parser, each with its help, an example, and the function that carries it out."""

    def __init__(self, parser: Parser, required: bool = False) -> None:
        self._parser = parser
        self._below = parser.add_subparsers(
            title="commands", metavar="COMMAND", prog=parser.prog, required=required, parser_class=Parser
        )

    def add(self, name: str, run: str, about: str, example: str, more: str = "") -> Parser:
        command: Parser = self._below.add_parser(
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
    command.add_argument("scenario", metavar="SCENARIO", nargs="?", default=EXERCISE, help=f"id or file ({EXERCISE})")


def add_ascii_option(command: Parser) -> None:
    command.add_argument("--ascii", **FLAG, help="the app draws with letters, digits and signs only")


def add_length_option(command: Parser) -> None:
    lengths = "how long: short, standard or full in most scenarios (standard)"
    command.add_argument("--length", metavar="L", default="standard", help=lengths)


def parse_whole(text: str, low: int, high: int) -> int:
    if not re.fullmatch(r"[0-9]{1,20}", text) or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {low} to {high}")
    return int(text)


def parse_seed(text: str) -> int:
    return parse_whole(text, 0, 2**53 - 1)  # what every reader of JSON keeps exact


def parse_positive(text: str) -> int:
    return parse_whole(text, 1, 1_000_000)
