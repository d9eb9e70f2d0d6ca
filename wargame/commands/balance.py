"""balance: let bots play many exercises, and report the results."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict

from wargame.commands import WrongUsage
from wargame.commands.environment import OWN_FOLDER, ensure_sessions_folder, has_terminal
from wargame.commands.lookup import find_content, find_length
from wargame.commands.printing import tell_difference
from wargame.commands.progress import make_progress
from wargame.content.load.loader import Content
from wargame.lab.balance import Balance
from wargame.lab.balance import measure_balance as play_many
from wargame.lab.balance_report import format_balance, format_experiments, format_proof
from wargame.lab.card_choices import measure_choices
from wargame.lab.card_choices_report import format_choices
from wargame.lab.experiments import ExperimentResults, run_experiments
from wargame.lab.run_counts import refuse_unknown_roles
from wargame.lab.seeds import compute_seed
from wargame.lab.together import prove_equality
from wargame.session.shell_commands import format_session_command

WORTH_A_PROCESS = 2000
"""With fewer exercises a further process takes longer to start than it saves."""
PAIRS_WORTH_A_PROCESS = 400
"""The same for pairs, each of which is several exercises."""
STATES_WORTH_A_PROCESS = 20
"""The same for pairs in each of some thousand states."""
PROOFS_WORTH_A_PROCESS = 100
"""The same for exercises that both engines play."""


def measure_balance(args: Namespace) -> int:
    """Play ``--games`` exercises, or pairs of them; print the report, or the figures as JSON.

    With ``--choices`` pairs are played in states in which a card asks for an answer. With ``--prove`` both engines
    play, and what differs is printed; with ``--replay`` one exercise becomes a session.
    """
    _refuse_contradictions(args)
    content = find_content(args.scenario, args.deck, args.without)
    length = find_length(content, args.length)
    bots = _parse_bots(args.bot)
    try:
        if args.replay is not None:
            return _replay(args, content, length, bots)
        if args.prove is not None:
            return _prove(args, content, length, bots)
        if args.choices:
            return _measure_choices(args, content, length, bots)
        return _report(args, content, length, bots)
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def _refuse_contradictions(args: Namespace) -> None:
    """Raise `WrongUsage` for options of which one would not be followed."""
    given = {"--prove": args.prove is not None, "--replay": args.replay is not None}
    given |= {"--experiments": args.experiments, "--choices": args.choices, "--json": args.json}
    asked = [option for option, is_given in given.items() if is_given]
    if len(asked) > 1 and asked not in (["--experiments", "--json"], ["--choices", "--json"]):
        raise WrongUsage(f"{asked[0]} and {asked[1]} ask for two different things; choose one of them")


def _report(args: Namespace, content: Content, length: str, bots: dict[str, str]) -> int:
    worth = PAIRS_WORTH_A_PROCESS if args.experiments else WORTH_A_PROCESS
    asked = (content, length, args.games, bots, args.seed, _choose_workers(args, args.games, worth))
    progress = _make_progress(args.games, "pairs" if args.experiments else "exercises")
    differences: list[str] = []
    found = run_experiments(*asked, progress, differences.append) if args.experiments else play_many(*asked, progress)
    for said in differences:
        tell_difference(said)
    if isinstance(found, Balance) and found.played.difference:
        differences.append(found.played.difference)  # which the report tells
    if args.json:
        print(json.dumps(asdict(found), indent=2, ensure_ascii=False))
    else:
        print(format_experiments(found) if isinstance(found, ExperimentResults) else format_balance(found), end="")
    return 1 if differences else 0


def _measure_choices(args: Namespace, content: Content, length: str, bots: dict[str, str]) -> int:
    """Measure the answers to each card against each other, and print the report, or the figures as JSON."""
    differences: list[str] = []
    workers = _choose_workers(args, args.games, STATES_WORTH_A_PROCESS)
    found = measure_choices(
        content, length, args.games, bots, args.seed, workers, make_progress("states"), differences.append
    )
    for said in differences:
        tell_difference(said)
    figures = json.dumps(asdict(found), indent=2, ensure_ascii=False) + "\n" if args.json else format_choices(found)
    print(figures, end="")
    return 1 if differences else 0


def _prove(args: Namespace, content: Content, length: str, bots: dict[str, str]) -> int:
    """Play exercises by both engines and say whether they are equal."""
    workers = _choose_workers(args, args.prove, PROOFS_WORTH_A_PROCESS)
    progress = _make_progress(args.prove, "exercises")
    proof = prove_equality(content, length, args.prove, bots, args.seed, workers, progress)
    print(format_proof(content.scenario.id, length, args.seed, proof), end="")
    return 0 if proof.equal == proof.games else 1


def _replay(args: Namespace, content: Content, length: str, bots: dict[str, str]) -> int:
    """Play one of the exercises as a session, and show it where there is a terminal."""
    from wargame.commands.replay import show_past
    from wargame.exercise.past_seat import choose_first_viewer
    from wargame.exercise.play.exercise import Exercise
    from wargame.exercise.play.seats import parse_seats
    from wargame.exercise.view.past_session import PastSession

    refuse_unknown_roles(bots, content.scenario.roles)
    names = {role: f"bot:{bots.get(role, 'doctrine')}" for role in content.scenario.roles}
    seats = parse_seats([f"{role}={name}" for role, name in names.items()], content.scenario.roles, "bot:doctrine")
    seed, folder = compute_seed(args.seed, args.replay), ensure_sessions_folder(None, OWN_FOLDER)
    name = f"balance {args.replay} of seed {args.seed}"
    exercise = Exercise.begin(content, length, seats, seed, folder, name=name, facilitated=False)
    try:
        exercise.play_bots()
        path = exercise.path
    finally:
        exercise.close()
    assert path is not None
    print(f"Exercise {args.replay} of seed {args.seed} is a session now. Look at it again with:")
    print(format_session_command("replay", path))
    if not has_terminal():
        return 0
    past = PastSession.read(path)
    return show_past(past, viewer=choose_first_viewer(past))


def _choose_workers(args: Namespace, games: int, worth: int) -> int:
    """Return how many processes share the work: those that were asked for, else as many as help."""
    return args.workers or max(1, min(os.cpu_count() or 1, games // worth))


def _parse_bots(asked: list[str]) -> dict[str, str]:
    bots = {}
    for text in asked:
        role, equals, name = text.partition("=")
        if not equals or not name:
            raise WrongUsage(f"{text!r} names no bot; write ROLE=NAME, such as cartel=random")
        if role in bots:
            raise WrongUsage(f"{role} has two bots; give it one")
        bots[role] = name.removeprefix("bot:")
    return bots


def _make_progress(games: int, what: str) -> Callable[[int], None]:
    """Return what shows how many of the exercises are done."""
    show = make_progress(what)
    return lambda done: show(done, games)
