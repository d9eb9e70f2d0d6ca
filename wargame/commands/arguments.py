"""Every command that people can type, with its options, its help and an example.

The commands for authors are in `author_arguments`. Only argparse and modules that import nothing heavy are imported
here, so that help and a mistyped command answer at once. A command names the function that carries it out as
``module:function`` of this package.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence

from wargame import EXERCISE, __version__
from wargame.bots.roster import NAMES
from wargame.commands.author_arguments import add_deck_commands, add_scenario_commands, add_source_commands
from wargame.commands.grammar import (
    CUTOFF,
    FLAG,
    Commands,
    Parser,
    add_ascii_option,
    add_length_option,
    add_scenario_argument,
    add_without_option,
    parse_port,
    parse_positive,
    parse_seed,
)
from wargame.review.write.formats import format_endings
from wargame.suggestion import suggest_name

_FILES = ("file", "files", "output", "session", "sessions", "text")
"""The arguments that name files and folders."""


def read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments of a command line, ``run`` among them. Exits as argparse does: 0 after help, 2 for a mistake."""
    words = sys.argv[1:] if argv is None else argv
    args, unknown = build_parser(words).parse_known_args(words)
    if unknown:
        at: Parser = args.parser
        options = re.findall(r"--[a-z-]+", at.format_help())
        hint = suggest_name(unknown[0], options, CUTOFF) if unknown[0].startswith("-") else ""
        if unknown[0].startswith("-") and os.path.isfile(unknown[0]):
            hint = f"write ./{unknown[0]} for the file"
        at.error(f"{' '.join(unknown)} is not understood here" + (f"; {hint}" if hint else ""))
    _refuse_empty(args)
    return args


def _refuse_empty(args: argparse.Namespace) -> None:
    """Exit with code 2 if the name of a file is empty, as that of a variable of the shell that was never set."""
    for name in _FILES:
        given = getattr(args, name, None)
        if given == "" or (isinstance(given, list) and "" in given):
            at: Parser = args.parser
            at.error(f"{at.find_title(name)}: the name is empty; name a file or a folder")


def build_parser(typed: Sequence[str] | None = None) -> Parser:
    """Return the parser of the whole command line, or one that can read the words that were ``typed``."""
    top = Parser(
        prog="wargame",
        usage="wargame [COMMAND] [--plain] [--ascii] [--help] [--version]",
        description="Turn-based tabletop exercises about strategy and policy, for a class or a seminar.\n"
        "Without a command: open the app, to begin an exercise or go on with one.",
        epilog="Type wargame COMMAND --help for one command, with an example.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"wargame {__version__}", help="say which version this is")
    top.add_argument("--plain", **FLAG, help="prompts and text instead of the app")
    add_ascii_option(top)
    top.set_defaults(run="home:open_home", parser=top, plain=False, ascii=False, no_motion=False)
    commands = Commands(top, typed)
    _add_play(commands)
    _add_sessions(commands)
    add_scenario_commands(commands)
    add_deck_commands(commands)
    add_source_commands(commands)
    _add_balance(commands)
    return top


def _add_devices(parser: Parser) -> None:
    """Add the options for teams that decide on their own devices."""
    parser.add_argument("--devices", action="store_true", help="let teams decide on their own devices, in a browser")
    bind = "an address of this machine, or 0.0.0.0 for all; devices in that network can reach it (127.0.0.1)"
    parser.add_argument("--bind", metavar="ADDRESS", help=bind)
    parser.add_argument("--port", metavar="N", type=parse_port, help="the port for devices (8620, or the next free)")
    parser.add_argument("--tls-cert", metavar="FILE", help="a certificate (PEM): what devices send is encrypted then")
    parser.add_argument("--tls-key", metavar="FILE", help="the private key of the certificate (PEM, no password)")
    limit = "changes a limit of the room, such as connections=200; again for more (see wargame docs devices)"
    parser.add_argument("--limit", metavar="NAME=N", action="append", default=[], help=limit)


def _add_play(commands: Commands) -> None:
    play = commands.add(
        "play",
        "play:play",
        "play an exercise, with people, bots or both",
        "wargame play --plain --length short --seat cell=bot:doctrine:cautious",
        "Every decision is written to a session file at once.",
    )
    add_scenario_argument(play)
    option = play.add_argument
    option("--deck", metavar="D", action="append", help="a deck, id or file; again for more (the scenario's own)")
    add_without_option(play)
    add_length_option(play)
    seat = f"who plays a role: people, bot or bot:NAME ({', '.join(NAMES)}); again for more (people; --headless: bots)"
    option("--seat", metavar="ROLE=WHO", action="append", default=[], help=seat)
    option("--seed", metavar="N", type=parse_seed, help="of cards and dice, to repeat an exercise (random)")
    dice = "typed: throw real dice, draw paper cards, and type them in (seeded)"
    option("--dice", choices=("seeded", "typed"), default="seeded", help=dice)
    reveal = "staged: each plan alone, with odds, dice, and what it moves; at-once: all in one step (staged)"
    option("--reveal", choices=("staged", "at-once"), default="staged", help=reveal)
    counter = "instead: who counters a deal makes no offer of its own in that turn; besides: it may do both (instead)"
    option("--counter", choices=("instead", "besides"), default="instead", help=counter)
    option("--sessions", metavar="DIR", help="where the session file goes (./sessions, or your data folder)")
    option("--name", metavar="NAME", default="exercise", help="a name for the session: the course, say (exercise)")
    option("--practice", action="store_true", help="only to practise: nothing is recorded")
    pin = "keeps the window of a role (wargame watch --role) shut for the others; again for more (none)"
    option("--pin", metavar="ROLE=PIN", action="append", default=[], help=pin)
    _add_devices(play)
    how = play.add_mutually_exclusive_group()
    how.add_argument("--plain", **FLAG, help="prompts and text; a file on standard input may answer")
    how.add_argument("--headless", action="store_true", help="bots only, and a summary")
    add_ascii_option(play)

    resume = commands.add(
        "resume",
        "play:resume",
        "go on with an exercise that was stopped or cut off",
        "wargame resume sessions/2026-03-02-impracticable-alliance-pol-310.jsonl",
    )
    resume.add_argument("file", metavar="FILE", help="a session file")
    _add_devices(resume)
    resume.add_argument("--plain", **FLAG, help="prompts and text; a file on standard input may answer")
    add_ascii_option(resume)

    watch = commands.add(
        "watch",
        "watch:watch",
        "follow a session in a second window: the public table, for the projector",
        "wargame watch sessions/2026-03-02-impracticable-alliance-pol-310.jsonl",
        "The file is only read. Whoever opens it sees everything in it: a PIN keeps honest people honest.",
    )
    watch.add_argument("file", metavar="FILE", help="a session file, of an exercise that is being played or is over")
    watch.add_argument("--role", metavar="R", help="what this role knows and may do, behind its PIN if it has one")
    add_ascii_option(watch)

    demo = commands.add(
        "demo",
        "demo:demo",
        "watch one turn that plays itself, or a recorded exercise",
        "wargame demo by-hand",
        "Without NAME bots play one turn, with a word on each step, and the recorded exercises are listed.\n"
        "No session file is written for the turn, and recorded exercises are only read.",
    )
    demo.add_argument("name", metavar="NAME", nargs="?", help="a recorded exercise, to look at step by step")
    demo.add_argument("--print", action="store_true", help="instead: print it as text, every decision with its reason")
    add_ascii_option(demo)

    docs = commands.add(
        "docs",
        "docs:docs",
        "list and read the pages that come with the program",
        "wargame docs facilitating",
        "For facilitators, teams and authors; they need no network.",
    )
    docs.add_argument(
        "page", metavar="NAME", nargs="?", help="a page to read here, such as keys; without it all are listed"
    )
    instead = docs.add_mutually_exclusive_group()
    instead.add_argument("--open", action="store_true", help="instead: open it in a window of its own")
    instead.add_argument("--path", action="store_true", help="instead: print where its file is, or the folder of all")


def _add_sessions(commands: Commands) -> None:
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
    about = (
        "of a file in which only line ends or a byte-order mark were rewritten on its way: write the clean copy to NEW"
    )
    verify.add_argument("--repair", action="store_true", help=about)
    verify.add_argument("-o", "--output", metavar="NEW", help="the clean copy to write (with --repair)")

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
    moment = "as it stood after this turn and phase, such as 2:plan; or after this line, where lines may be counted"
    option("--to", metavar="MOMENT", help=moment)
    role = "as this role knew it then; observer: as everybody did; facilitator: the whole"
    option("--role", metavar="R", help=role)
    option("--print", action="store_true", help="as text, every decision with its reason and what came of it")
    option("--undone", action="store_true", help="what was undone too, struck out")
    add_ascii_option(replay)

    branch = commands.add(
        "branch",
        "replay:branch",
        "play on from any moment of a session, in a file of its own",
        f"wargame branch {file} --at 42",
        "The first N lines are copied as they are; cards and dice fall anew after them. The file itself is only read.",
    )
    option = branch.add_argument
    option("file", metavar="FILE", help="a session file; of a damaged one its good lines can be used")
    option("--at", metavar="N", type=parse_positive, required=True, help="the last line to keep")
    option("--name", metavar="NAME", help="a name for the branch (the session's own, and the line)")
    option("--seed", metavar="N", type=parse_seed, help="of cards and dice from there on, to repeat it (random)")
    counter = "instead: who counters a deal makes no offer of its own in that turn; besides: it may do both (instead)"
    option("--counter", choices=("instead", "besides"), default="instead", help=counter)
    option("--sessions", metavar="DIR", help="where the new file goes (beside FILE)")

    redact = commands.add(
        "redact",
        "redact:redact",
        "take what people wrote in a line out of all reports and replays",
        'wargame redact sessions/2026-03-02-crossroads-pol-310.jsonl 41 --because "names a student"',
        "A record says so, with the reason. The words stay in the file: hand on reports, and not the file.",
    )
    redact.add_argument("file", metavar="FILE", help="a session file")
    redact.add_argument(
        "line", metavar="LINE", type=parse_positive, help="the number of the line, as replay --print has it"
    )
    redact.add_argument("--because", metavar="WHY", required=True, help="the reason, which is recorded")

    handout = commands.add(
        "handout",
        "handout:show_handouts",
        "name the pictures and pages of the cards that came, or open one",
        "wargame handout sessions/2026-03-02-harbour-pol-310.jsonl ship",
        "Without CARD they are listed with their captions. The files are kept beside the session.",
    )
    handout.add_argument("file", metavar="FILE", help="a session file")
    handout.add_argument("card", metavar="CARD", nargs="?", help="the id of a card, to open its handout")

    review = commands.add(
        "review",
        "review:review",
        "write the after-action review of a session, or several side by side",
        f"wargame review {file} -o review.html",
        "Several sessions make a course: choices, endings and estimates side by side. The ending of OUT says what it\n"
        f"is: {format_endings(holds=True)}. People are called\n"
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
    about = "blank what was written about these people, with a check that no name is left; after the files"
    option("--leave-out", metavar="NAME", nargs="+", help=about)
    impact = "what mattered: play on from each decision's alternatives, N pairs each; 100 take some seconds"
    option("--impact", metavar="N", type=parse_positive, help=impact)


def _add_balance(commands: Commands) -> None:
    balance = commands.add(
        "balance",
        "balance:measure_balance",
        "let bots play many exercises, and say what comes of them",
        f"wargame balance {EXERCISE} --games 500 --bot cartel=random",
        "With --experiments: what one choice changes, forced each way with the same luck. With --choices: whether each"
        " answer to a card can be the right one.",
    )
    add_scenario_argument(balance)
    option = balance.add_argument
    option("--deck", metavar="D", action="append", help="a deck, id or file; again for more (the scenario's own)")
    add_without_option(balance)
    option("--games", metavar="N", type=parse_positive, default=200, help="how many (200)")
    add_length_option(balance)
    option("--seed", metavar="N", type=parse_seed, default=1, help="the same seed gives the same report (1)")
    bot = "another bot in a role; again for more (doctrine)"
    option("--bot", metavar="ROLE=NAME", action="append", default=[], help=bot)
    forced = "the scenario's own experiments instead, over --games pairs"
    option("--experiments", action="store_true", help=forced)
    answers = "the answers to each card against each other instead, --games pairs in each of thirty states as it is met"
    option("--choices", action="store_true", help=answers)
    proof = "play N exercises by both engines and compare every number; exit code 1 if one differs"
    option("--prove", metavar="N", type=parse_positive, help=proof)
    option(
        "--replay", metavar="K", type=parse_seed, help="exercise K of these (0 is the first) as a session to look at"
    )
    option("--workers", metavar="N", type=parse_positive, help="processes that share the work (as many as help)")
    option("--json", action="store_true", help="the figures as JSON")
