"""play and resume, and what `wargame` alone does without the app: seat an exercise, and open it."""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, NamedTuple

from wargame import EXERCISE
from wargame.commands import Interrupted, Stop, WrongUsage
from wargame.commands.environment import OWN_FOLDER, ensure_sessions_folder, find_sessions_path, has_terminal
from wargame.commands.lookup import find_content, find_length
from wargame.content.load.loader import Content
from wargame.content.model.scenario import choose_usual_length
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.pins import PinError, parse_pins
from wargame.exercise.play.seats import PEOPLE, SeatError, list_people_roles, parse_seat, parse_seats
from wargame.session.shape import MalformedLineError
from wargame.session.shell_commands import format_session_command

if TYPE_CHECKING:
    from wargame.devices.room_options import RoomOptions

BOT = "bot"
NO_TERMINAL = "there is no terminal here; add --plain (prompts and text; a file on standard input may answer)"


class Listening(NamedTuple):
    """The socket on which devices reach an exercise, and the options of its room."""

    made: socket
    options: RoomOptions


def begin(args: Namespace) -> int:
    """`wargame` alone, without the app: ask a few questions; without a terminal, let bots play the shipped exercise."""
    if not has_terminal():
        content = find_content(EXERCISE)
        return _run_headless(
            content,
            choose_usual_length(content.scenario),
            _parse_seats([], content, BOT),
            _choose_seed(),
            ensure_sessions_folder(None, OWN_FOLDER),
            "exercise",
        )
    from wargame.commands.setup import ask_setup

    setup = ask_setup()
    if setup is None:
        print("\nNothing was begun.")
        return 0
    seats = _parse_seats(setup.seats, setup.content, PEOPLE)
    folder = ensure_sessions_folder(None, OWN_FOLDER)
    content, length, seed = setup.content, setup.length, _choose_seed()
    exercise = Exercise.begin(content, length, seats, seed, folder, name=setup.name, staged=True, instead=True)
    return _run(exercise, _play_plain)


def play(args: Namespace) -> int:
    """Play one exercise from its beginning."""
    if not (args.plain or args.headless) and not has_terminal():
        raise WrongUsage(f"{NO_TERMINAL} or --headless (bots only, and a summary)")
    args.listens = _listen(args)
    content = find_content(args.scenario, args.deck, args.without)
    length = find_length(content, args.length)
    seats = _parse_seats(args.seat, content, BOT if args.headless else PEOPLE)
    seed = _choose_seed() if args.seed is None else args.seed
    pins = _parse_pins(args.pin, content)
    if args.headless:
        _refuse_people(args, seats)
    if args.practice and args.dice == "typed":
        raise WrongUsage("--practice throws its own dice; leave --dice typed to the exercise that counts")
    folder = None if args.practice else ensure_sessions_folder(args.sessions)
    if args.headless:
        return _run_headless(content, length, seats, seed, folder, args.name)
    exercise = Exercise.begin(
        content,
        length,
        seats,
        seed,
        folder,
        name=args.name,
        dice=args.dice,
        staged=args.reveal == "staged",
        instead=args.counter == "instead",
        pins=pins,
    )
    return _run(exercise, partial(_play_plain, listens=args.listens) if args.plain else partial(_open_app, args))


def resume(args: Namespace) -> int:
    """Resume the exercise of a session file."""
    path = Path(args.file)
    args.listens = _listen(args)
    try:
        exercise = Exercise.resume(path)
    except MalformedLineError as error:
        raise Stop(f"{path}: {error.format_shape()}; wargame verify says more") from None
    to_talk_over = exercise.over and (args.plain or has_terminal())  # people look back on it
    if not to_talk_over and not exercise.header.paced and not list_people_roles(exercise.seats):
        return _run(exercise, _play_bots)
    if args.plain:
        return _run(exercise, partial(_play_plain, resumed=True, listens=args.listens))
    if not has_terminal():
        exercise.close()
        raise WrongUsage(NO_TERMINAL)
    return _run(exercise, partial(_open_app, args))


def _listen(args: Namespace) -> Listening | None:
    """Return how the devices of the teams reach the exercise; None if they are not wanted."""
    if not args.devices:
        if args.bind is not None or args.port is not None or args.tls_cert or args.tls_key or args.limit:
            raise WrongUsage(
                "--bind, --port, --tls-cert, --tls-key and --limit are for the devices of the teams; add --devices"
            )
        return None
    if getattr(args, "headless", False):
        raise WrongUsage("--devices is for people, and --headless for bots only; leave one of them away")
    if args.plain and (not has_terminal() or sys.platform == "win32"):
        raise WrongUsage("--devices needs a terminal, and on Windows the app; leave --plain away")
    if bool(args.tls_cert) != bool(args.tls_key):
        raise WrongUsage("--tls-cert and --tls-key belong together; add the other one")
    from wargame.devices.addresses import LOOPBACK, ListenError, listen
    from wargame.devices.room_options import OptionsError, RoomOptions, parse_limits, read_certificate

    try:
        limits = parse_limits(args.limit)
    except OptionsError as error:
        raise WrongUsage(str(error)) from None
    try:
        tls = read_certificate(args.tls_cert, args.tls_key) if args.tls_cert else None
        made = listen(args.bind or LOOPBACK, args.port or 0)
    except (OptionsError, ListenError) as error:
        raise Stop(str(error)) from None
    return Listening(made, RoomOptions(limits, tls))


def _choose_seed() -> int:
    return secrets.randbits(53)  # larger whole numbers are not exact in every reader of JSON


def _parse_seats(asked: Sequence[str], content: Content, otherwise: str) -> dict[str, str]:
    try:
        return parse_seats(asked, content.scenario.roles, parse_seat(otherwise))
    except SeatError as error:
        raise WrongUsage(str(error)) from None


def _parse_pins(asked: Sequence[str], content: Content) -> dict[str, str]:
    try:
        return parse_pins(asked, content.scenario.roles)
    except PinError as error:
        raise WrongUsage(str(error)) from None


def _refuse_people(args: Namespace, seats: dict[str, str]) -> None:
    if sitting := list_people_roles(seats):
        raise WrongUsage(f"--headless is for bots only, and people sit at {', '.join(sitting)}; use --plain")
    if args.dice == "typed":
        raise WrongUsage("--dice typed needs people to throw them; use --plain")
    if args.pin:
        raise WrongUsage("--pin shuts the window of people, and --headless is for bots only; leave one of them away")


def _run_headless(
    content: Content, length: str, seats: dict[str, str], seed: int, folder: Path | None, name: str
) -> int:
    return _run(Exercise.begin(content, length, seats, seed, folder, name=name, facilitated=False), _play_bots)


def _play_bots(exercise: Exercise) -> int:
    from wargame import plain

    return plain.play_headless(exercise)


def _open_app(args: Namespace, exercise: Exercise) -> int:
    """Open the app: at the briefing before the first decision, at the end after play, else at the table."""
    from wargame.tui.run import open_app

    beside = find_sessions_path(None) if exercise.path is None else exercise.path.parent
    place = "end" if exercise.over else "table" if exercise.standing else "briefing"
    listens, options = args.listens or (None, None)
    return open_app(
        beside, exercise, place=place, ascii=args.ascii, still=args.no_motion, listens=listens, room_options=options
    )


def _play_plain(exercise: Exercise, resumed: bool = False, listens: Listening | None = None) -> int:
    from wargame import plain

    made, options = listens or (None, None)
    return plain.play(exercise, resumed=resumed, listens=made, room_options=options)


def _run(exercise: Exercise, how: Callable[[Exercise], int]) -> int:
    """Play with ``how``, and close the file at the end, whatever happens. Every decision is in the file already."""
    path = exercise.path
    try:
        return how(exercise)
    except KeyboardInterrupt:
        if path is None:
            raise
        saved = f"Stopped. Everything decided so far is saved in {path}."
        raise Interrupted(f"{saved}\nGo on with: {format_session_command('resume', path)}") from None
    finally:
        exercise.close()
