"""balance: let bots play many exercises, and report the results."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict

from wargame.commands import WrongUsage
from wargame.commands.lookup import find_content, find_length
from wargame.lab.balance import measure_balance as play_many
from wargame.lab.balance_report import format_balance, format_experiments
from wargame.lab.experiments import ExperimentResults, run_experiments

WORTH_A_PROCESS = 100
"""With fewer exercises, a further process costs more time to start than it saves."""


def measure_balance(args: Namespace) -> int:
    """Play ``--games`` exercises, or pairs of them; print the report, or the figures as JSON."""
    content = find_content(args.scenario, args.deck, args.without)
    length = find_length(content, args.length)
    workers = args.workers or max(1, min(os.cpu_count() or 1, args.games // WORTH_A_PROCESS))
    progress = _make_progress(args.games, "pairs" if args.experiments else "exercises") if sys.stderr.isatty() else None
    asked = (content, length, args.games, _parse_bots(args.bot), args.seed, workers, progress)
    try:
        found = run_experiments(*asked) if args.experiments else play_many(*asked)
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    if args.json:
        print(json.dumps(asdict(found), indent=2, ensure_ascii=False))
    else:
        print(format_experiments(found) if isinstance(found, ExperimentResults) else format_balance(found), end="")
    return 0


def _parse_bots(asked: list[str]) -> dict[str, str]:
    bots = {}
    for text in asked:
        role, equals, name = text.partition("=")
        if not equals or not name:
            raise WrongUsage(f"{text!r} names no bot; write ROLE=NAME, such as cartel=random")
        bots[role] = name.removeprefix("bot:")
    return bots


def _make_progress(games: int, what: str) -> Callable[[int], None]:
    def show(done: int) -> None:
        end = "\r\x1b[K" if done >= games else ""
        print(f"\r{done} of {games} {what}{end}", end="", file=sys.stderr, flush=True)

    return show
