"""demo: one turn that plays itself, or one of the recorded exercises that come with the program."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from wargame import EXERCISE
from wargame.commands import WrongUsage
from wargame.commands.environment import find_sessions_path, has_terminal
from wargame.commands.lookup import find_content
from wargame.commands.printing import say
from wargame.commands.replay import print_past, require_screen, show_past
from wargame.commands.shipped_files import list_recorded_exercises
from wargame.content.model.scenario import choose_usual_length
from wargame.exercise.past_seat import choose_first_viewer
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.seats import parse_seats
from wargame.exercise.view.past_session import PastSession
from wargame.session.glance import read_glance
from wargame.session.shell_commands import format_session_command
from wargame.suggestion import suggest_name

_SEED = 2011


def demo(args: Namespace) -> int:
    """Play one narrated turn and list the recorded exercises; or show the one that is named."""
    if args.name is not None:
        return _show_example(args)
    if args.print:
        raise WrongUsage("--print: name the recorded exercise to print; wargame demo lists them")
    from wargame import plain

    content = find_content(EXERCISE)
    seats = parse_seats([], content.scenario.roles, "bot:doctrine")
    length = choose_usual_length(content.scenario)
    exercise = Exercise.begin(content, length, seats, _SEED, None, name="demo", staged=True, instead=True)
    code = plain.play_demo(exercise, plain.PacedTalk() if has_terminal() else None)
    _say_examples()
    return code


def _show_example(args: Namespace) -> int:
    """Show a recorded exercise, on the screen or as text. Branches of it go to the user's own folder."""
    path = _find_example(args.name)
    if args.print:
        print_past(PastSession.read(path))
        return 0
    require_screen()
    past = PastSession.read(path, branches=find_sessions_path(None))
    return show_past(past, viewer=choose_first_viewer(past), ascii=args.ascii, still=args.no_motion)


def _find_example(typed: str) -> Path:
    """The recorded exercise called ``typed``, with or without its ending. Raises `WrongUsage`, with the names."""
    examples = list_recorded_exercises()
    name = typed.removesuffix(".jsonl").lower()
    if name in examples:
        return examples[name]
    if os.path.isfile(typed):
        shown = format_session_command("replay", typed)
        raise WrongUsage(f"{typed} is none of the recorded exercises of the program; {shown} shows a session file")
    there = f"there are: {', '.join(examples)}" if examples else "this copy of the program came without them"
    hint = suggest_name(name, examples)
    raise WrongUsage("; ".join(part for part in (f"there is no recorded exercise {typed!r}", hint, there) if part))


def _say_examples() -> None:
    examples = list_recorded_exercises()
    if not examples:
        return
    print()
    say("Whole exercises, recorded, to look at step by step (wargame demo NAME; with --print as text):")
    for name, path in examples.items():
        glance = read_glance(path)
        say(f"{name}: {glance.title}, {glance.length}, {glance.turns} turns", 2)
