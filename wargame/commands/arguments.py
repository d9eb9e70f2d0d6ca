"""Arguments: every command that can be typed, with its options, its help and an example.

Only argparse is imported here, so that help and a mistyped command answer at once. A command names the function that
carries it out as ``module:function`` of this package.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from wargame import EXERCISE, __version__

_FLAG: dict[str, Any] = {"action": "store_true", "default": argparse.SUPPRESS}
"""An option that may stand before the command as well: without a default of its own, the command unsets nothing."""


class _Parser(argparse.ArgumentParser):
    """argparse with one clear line for a mistake, and a guess at what was meant."""

    names: tuple[str, ...] = ()
    """The commands below this one."""

    def error(self, message: str) -> NoReturn:
        listed = ", ".join(self.names)
        if self.names and (found := re.search(r"invalid choice: '([^']*)'", message)):
            message = f"there is no command {found[1]!r}; {_meant(found[1], self.names) or f'there are: {listed}'}"
        elif self.names and message.endswith("required: COMMAND"):
            message = f"say what to do: {listed}"
        self.exit(2, f"{self.prog}: {message}\nType {self.prog} --help to see what there is.\n")


def _meant(typed: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(typed, names, n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else ""


def read(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of a command line, ``run`` among them. Exits as argparse does: 0 after help, 2 for a mistake."""
    args, unknown = parser().parse_known_args(argv)
    if unknown:
        at: _Parser = args.parser
        options = re.findall(r"--[a-z-]+", at.format_help())
        hint = _meant(unknown[0], options) if unknown[0].startswith("-") else ""
        at.error(f"{' '.join(unknown)} is not understood here" + (f"; {hint}" if hint else ""))
    return args


class _Commands:
    """Adds commands to a parser, each with its help, an example, and the function that carries it out."""

    def __init__(self, parser: _Parser, required: bool = False) -> None:
        self._parser = parser
        self._below = parser.add_subparsers(
            title="commands", metavar="COMMAND", prog=parser.prog, required=required, parser_class=_Parser
        )

    def add(self, name: str, run: str, about: str, example: str, more: str = "") -> _Parser:
        command: _Parser = self._below.add_parser(
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


def parser() -> _Parser:
    """The whole command line."""
    top = _Parser(
        prog="wargame",
        usage="wargame [COMMAND] [--plain] [--ascii] [--help] [--version]",
        description="Turn-based tabletop exercises about strategy and policy, for a class or a seminar.\n"
        "Without a command: open the app, to begin an exercise or go on with one.",
        epilog="Type wargame COMMAND --help for one command, with an example.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"wargame {__version__}", help="say which version this is")
    top.add_argument("--plain", **_FLAG, help="prompts and text instead of the app")
    _ascii(top)
    top.set_defaults(run="home:home", parser=top, plain=False, ascii=False)
    commands = _Commands(top)
    _add_play(commands)
    _add_sessions(commands)
    _add_scenarios(commands)
    _add_decks(commands)
    _add_sources(commands)
    _add_balance(commands)
    return top


def _add_play(commands: _Commands) -> None:
    play = commands.add(
        "play",
        "play:play",
        "play an exercise, with people, bots or both",
        "wargame play --plain --length short --seat cell=bot:doctrine:cautious",
        "Every decision is written to a session file at once.",
    )
    _scenario(play)
    option = play.add_argument
    option("--deck", metavar="D", action="append", help="a deck, id or file; again for more (the scenario's own)")
    _length(play)
    seat = "who plays a role: people, bot or bot:NAME; again for more (people; with --headless bots)"
    option("--seat", metavar="ROLE=WHO", action="append", default=[], help=seat)
    option("--seed", metavar="N", type=_seed, help="of cards and dice, to repeat an exercise (random)")
    dice = "typed: throw real dice, draw paper cards, and type them in (seeded)"
    option("--dice", choices=("seeded", "typed"), default="seeded", help=dice)
    option("--sessions", metavar="DIR", help="where the session file goes (./sessions, or your data folder)")
    option("--name", metavar="NAME", default="exercise", help="a name for the session: the course, say (exercise)")
    option("--practice", action="store_true", help="only to practise: nothing is recorded")
    pin = "keeps the window of a role (wargame watch --role) shut for the others; again for more (none)"
    option("--pin", metavar="ROLE=PIN", action="append", default=[], help=pin)
    how = play.add_mutually_exclusive_group()
    how.add_argument("--plain", **_FLAG, help="prompts and text; a file on standard input may answer")
    how.add_argument("--headless", action="store_true", help="bots only, and a summary")
    _ascii(play)

    resume = commands.add(
        "resume",
        "play:resume",
        "go on with an exercise that was stopped or cut off",
        "wargame resume sessions/2026-03-02-impracticable-alliance-pol-310.jsonl",
    )
    resume.add_argument("file", metavar="FILE", help="a session file")
    resume.add_argument("--plain", **_FLAG, help="prompts and text; a file on standard input may answer")
    _ascii(resume)

    watch = commands.add(
        "watch",
        "watch:watch",
        "follow a session in a second window: the public table, for the projector",
        "wargame watch sessions/2026-03-02-impracticable-alliance-pol-310.jsonl",
        "The file is only read. Whoever opens it sees everything in it: a PIN keeps honest people honest.",
    )
    watch.add_argument("file", metavar="FILE", help="a session file, of an exercise that is being played or is over")
    watch.add_argument("--role", metavar="R", help="what this role knows and may do, behind its PIN if it has one")
    _ascii(watch)

    commands.add("demo", "play:demo", "watch one turn that plays itself, with a word on each step", "wargame demo")


def _add_sessions(commands: _Commands) -> None:
    verify = commands.add(
        "verify",
        "verify:verify",
        "check that session files are what was played",
        "wargame verify sessions/*.jsonl",
        "The chain of digests is checked and every command decided again.\n"
        "Compare the digest printed here with the one shown when play ended.",
    )
    verify.add_argument("files", metavar="FILE", nargs="+", help="a session file")
    verify.add_argument("--json", action="store_true", help="the verdicts as JSON")

    file = "sessions/2026-03-02-impracticable-alliance-pol-310.jsonl"
    replay = commands.add(
        "replay",
        "replay:replay",
        "look at a session again, step by step, or print it as text",
        f"wargame replay {file} --print",
        "An exercise that is over is shown whole, one that is not as everybody knows it; --role says otherwise.\n"
        "The file is only read. Of a damaged one the good part is shown.",
    )
    option = replay.add_argument
    option("file", metavar="FILE", help="a session file")
    option("--to", metavar="N", type=_count, help="as it stood after line N of the file")
    role = "as this role knew it then; observer: as everybody did; facilitator: the whole"
    option("--role", metavar="R", help=role)
    option("--print", action="store_true", help="as text, every decision with its reason and what came of it")
    option("--undone", action="store_true", help="what was undone too, struck out")
    _ascii(replay)

    branch = commands.add(
        "branch",
        "replay:branch",
        "play on from any moment of a session, in a file of its own",
        f"wargame branch {file} --at 42",
        "The first N lines are copied as they are; cards and dice fall anew after them. The file itself is only read.",
    )
    option = branch.add_argument
    option("file", metavar="FILE", help="a session file; of a damaged one its good lines can be used")
    option("--at", metavar="N", type=_count, required=True, help="the last line to keep")
    option("--name", metavar="NAME", help="a name for the branch (the session's own, and the line)")
    option("--seed", metavar="N", type=_seed, help="of cards and dice from there on, to repeat it (random)")
    option("--sessions", metavar="DIR", help="where the new file goes (beside FILE)")

    review = commands.add(
        "review",
        "review:review",
        "write the after-action review of a session, or several side by side",
        f"wargame review {file} -o review.html",
        "Several sessions make a course: choices, endings and estimates side by side. The ending of OUT says what it\n"
        "is: .html (a page that needs nothing else), .docx, .md, .csv (a row a decision) or .json. People are called\n"
        "by their roles. The files are only read.",
    )
    option = review.add_argument
    option("files", metavar="FILE", nargs="+", help="a session file; of a damaged one the good part is covered")
    out = "the file to write, or - for text here (beside FILE as .html; several: course.html)"
    option("-o", "--output", metavar="OUT", help=out)
    whose = review.add_mutually_exclusive_group()
    whose.add_argument("--names", action="store_true", help="with the names of people, where they were typed in")
    anonymise = "without anything people typed of themselves, and with a check that none is left"
    whose.add_argument("--anonymise", action="store_true", help=anonymise)
    impact = "what mattered: play on from each decision's alternatives, N pairs each; 20 take a minute or two"
    option("--impact", metavar="N", type=_count, help=impact)


def _add_scenarios(commands: _Commands) -> None:
    about = "begin, list, show, check or print scenarios"
    scenario = _Commands(commands.add("scenario", "", about, "wargame scenario show"), required=True)
    scenario.add("list", "scenarios:list_all", "list the scenarios there are", "wargame scenario list")
    show = scenario.add(
        "show",
        "scenarios:show",
        "show what everyone may know of a scenario",
        f"wargame scenario show {EXERCISE}",
        "The private briefings are left out; they are on the sheets.",
    )
    _scenario(show)
    instead = show.add_mutually_exclusive_group()
    about = "instead: which facts and objectives its parts carry, and what nothing touches"
    instead.add_argument("--coverage", action="store_true", help=about)
    about = "instead: every name that effects and conditions can be written against"
    instead.add_argument("--glossary", action="store_true", help=about)
    show.add_argument("--json", action="store_true", help="the coverage or the glossary as JSON")
    new = scenario.add(
        "new",
        "starting:scenario",
        "begin a scenario of your own: a small one that is complete",
        "wargame scenario new our-town --extends crossroads",
        "Nothing is overwritten. The schema for editors is put beside it.",
    )
    new.add_argument("name", metavar="NAME", help="its id, and the name of its file (scenarios/NAME.yaml)")
    how = new.add_mutually_exclusive_group()
    how.add_argument("--extends", metavar="S", default=EXERCISE, help=f"the scenario to lay it over ({EXERCISE})")
    how.add_argument("--blank", action="store_true", help="one that stands alone, with a deck and a source")
    new.add_argument("-o", "--output", metavar="FILE", help="where to write it")
    _add_schema(scenario, "scenario")
    check = scenario.add(
        "check",
        "checking:scenarios",
        "check scenarios with their decks and sources",
        "wargame scenario check mine.yaml",
    )
    _checked(check, "scenario")
    sheet = scenario.add(
        "sheet",
        "scenarios:sheet",
        "write everything for paper as one HTML file",
        f"wargame scenario sheet {EXERCISE} -o sheets.html",
        "Briefs, numbered offers, deal forms, track board, map,\n"
        "evaluation and feedback forms: open the file in a browser and print it.",
    )
    _scenario(sheet)
    sheet.add_argument("-o", "--output", metavar="OUT.html", help="the file to write, or - for here (SCENARIO.html)")


def _add_decks(commands: _Commands) -> None:
    about = "begin, list, show or check decks of cards"
    deck = _Commands(commands.add("deck", "", about, "wargame deck list"), required=True)
    new = deck.add(
        "new",
        "starting:deck",
        "begin a deck of your own: a small one that is complete",
        "wargame deck new week-five --scenario crossroads",
        "Nothing is overwritten. The schema for editors is put beside it.",
    )
    new.add_argument("name", metavar="NAME", help="its id, and the name of its file (NAME.yaml)")
    new.add_argument("--scenario", metavar="S", default=EXERCISE, help=f"the scenario it is for ({EXERCISE})")
    new.add_argument("-o", "--output", metavar="FILE", help="where to write it")
    listed = deck.add(
        "list",
        "cards:list_all",
        "list the decks there are, or the cards that fit",
        "wargame deck list --role cell --cites nolden-2011:4",
        "With --tag, --role or --cites: the cards that fit all of them.",
    )
    listed.add_argument("decks", metavar="FILE", nargs="*", help="decks, files or ids (all that are shipped)")
    listed.add_argument("--tag", metavar="TAG", help="cards with this tag")
    listed.add_argument("--role", metavar="ROLE", help="cards this role answers, or that change a number of its own")
    cited = "cards that cite this: SOURCE, SOURCE/FACT, SOURCE:PAGE, or a page of any source"
    listed.add_argument("--cites", metavar="WHAT", help=cited)
    listed.add_argument("--json", action="store_true", help="the list as JSON")
    show = deck.add(
        "show", "cards:show", "show what is in a deck, or one card whole", "wargame deck show nolden-2011 letter"
    )
    show.add_argument("deck", metavar="FILE", help="a deck, file or id")
    show.add_argument("card", metavar="CARD", nargs="?", help="the id of a card")
    view = "as the players will see it, the facilitator, or its author; without CARD, all of them (facilitator)"
    show.add_argument("--as", dest="view", choices=("players", "facilitator", "author"), help=view)
    _add_schema(deck, "deck")
    check = deck.add(
        "check",
        "checking:decks",
        "check decks, and say where and how to mend what is wrong",
        "wargame deck check mine.yaml --watch",
        "Warnings do not count as errors. What stands in [brackets] behind one is its code:\n"
        "--explain CODE says more, and a key silence: {CODE: the reason} on a card leaves it out.",
    )
    _checked(check, "deck")
    check.add_argument("--scenario", metavar="S", help="hold them against this scenario (the one each deck names)")
    check.add_argument("--content", action="store_true", help="hold their words to the standards of the house, too")
    text = "a paper that nothing may be copied from, as text; again for more (with --content)"
    check.add_argument("--text", metavar="PAPER", action="append", default=[], help=text)


def _checked(check: _Parser, what: str) -> None:
    """What both kinds of check understand."""
    check.add_argument("files", metavar="FILE", nargs="*", help=f"a {what}, file or id, or a folder and all in it")
    check.add_argument("--watch", action="store_true", help="check again at every save, until Ctrl+C")
    check.add_argument("--json", action="store_true", help="what is wrong as JSON")
    check.add_argument("--explain", metavar="CODE", help="instead: what a rule means, with an example")


def _add_schema(commands: _Commands, kind: str) -> None:
    group = "sources" if kind == "source" else kind
    made = commands.add(
        "schema",
        f"schemas:{kind}",
        f"print the JSON Schema of a {kind}, for editors that complete and check as you type",
        f"wargame {group} schema -o {kind}.schema.json",
        "wargame deck new and scenario new write it for you. To tell an editor of it, begin a file with the line\n"
        f"# yaml-language-server: $schema={kind}.schema.json",
    )
    made.add_argument("-o", "--output", metavar="FILE", help="the file to write, or - for here (-)")


def _add_sources(commands: _Commands) -> None:
    about = "begin, list, show or check the papers that cards cite"
    sources = _Commands(commands.add("sources", "", about, "wargame sources list"), required=True)
    sources.add("list", "sources:list_all", "list the sources there are", "wargame sources list")
    show = sources.add(
        "show",
        "sources:show",
        "show what a source says, fact by fact",
        "wargame sources show nolden-2011 9",
    )
    show.add_argument("facts", metavar="SOURCE", help="a source, file or id")
    show.add_argument("fact", metavar="WHICH", nargs="?", help="only this: the id of a fact, or a page")
    new = sources.add(
        "new",
        "starting:source",
        "begin the facts of a document of your own, for cards to cite",
        "wargame sources new town-report",
        "Nothing is overwritten. The schema for editors is put beside it.",
    )
    new.add_argument("name", metavar="NAME", help="its id, and the name of its file (sources/NAME.yaml)")
    new.add_argument("-o", "--output", metavar="FILE", help="where to write it")
    _add_schema(sources, "source")
    check = sources.add(
        "check",
        "sources:check",
        "prove that the terms of a source's facts stand on their pages",
        "wargame sources check nolden-2011 --text nolden.txt",
    )
    check.add_argument("facts", metavar="FACTS", help="a source, file or id")
    text = "the document's text, each page begun by a line such as === page 3 === (none: the shape alone is checked)"
    check.add_argument("--text", metavar="FILE", help=text)


def _add_balance(commands: _Commands) -> None:
    balance = commands.add(
        "balance",
        "balance:balance",
        "let bots play many exercises, and say what comes of them",
        f"wargame balance {EXERCISE} --games 500 --bot cartel=random",
        "With --experiments: what one choice changes, forced each way with the same luck.",
    )
    _scenario(balance)
    option = balance.add_argument
    option("--deck", metavar="D", action="append", help="a deck, id or file; again for more (the scenario's own)")
    option("--games", metavar="N", type=_count, default=200, help="how many (200)")
    _length(balance)
    option("--seed", metavar="N", type=_seed, default=1, help="the same seed gives the same report (1)")
    bot = "another bot in a role; again for more (doctrine)"
    option("--bot", metavar="ROLE=NAME", action="append", default=[], help=bot)
    forced = "the scenario's own experiments instead, over --games pairs"
    option("--experiments", action="store_true", help=forced)
    option("--workers", metavar="N", type=_count, help="processes that share the work (as many as help)")
    option("--json", action="store_true", help="the figures as JSON")


def _scenario(command: _Parser) -> None:
    command.add_argument("scenario", metavar="SCENARIO", nargs="?", default=EXERCISE, help=f"id or file ({EXERCISE})")


def _ascii(command: _Parser) -> None:
    command.add_argument("--ascii", **_FLAG, help="the app draws with letters, digits and signs only")


def _length(command: _Parser) -> None:
    lengths = "how long: short, standard or full in most scenarios (standard)"
    command.add_argument("--length", metavar="L", default="standard", help=lengths)


def _whole(text: str, low: int, high: int) -> int:
    if not re.fullmatch(r"[0-9]{1,20}", text) or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {low} to {high}")
    return int(text)


def _seed(text: str) -> int:
    return _whole(text, 0, 2**53 - 1)  # what every reader of JSON keeps exact


def _count(text: str) -> int:
    return _whole(text, 1, 1_000_000)
