"""``python -m benchmarks [THEME]...``: measure, and print each ratio beside its target."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from benchmarks import app, bots, decks, devices, lab, playing, processes, replay, reviewing, sessions, startup
from benchmarks.compare import compare_checkouts
from benchmarks.timing import Row, Skipped
from wargame.commands.grammar import parse_positive

THEMES = {
    "playing": playing,
    "bots": bots,
    "lab": lab,
    "processes": processes,
    "sessions": sessions,
    "decks": decks,
    "startup": startup,
    "app": app,
    "devices": devices,
    "replay": replay,
    "reviewing": reviewing,
}


def main() -> None:
    """Measure the themes that the command line names, or compare two checkouts."""
    parser = ArgumentParser(prog="python -m benchmarks", description="Measure speed beside things that are known.")
    parser.add_argument("themes", nargs="*", metavar="THEME", help=f"of {', '.join(THEMES)} (default: all)")
    parser.add_argument(
        "--rounds", type=parse_positive, default=7, metavar="N", help="rounds of each comparison (default: 7)"
    )
    parser.add_argument("--alone", action="store_true", help="leave out the peers that take long themselves")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON, with their values")
    parser.add_argument(
        "--against", type=Path, metavar="CHECKOUT", help="compare this checkout with another one, with a .venv in each"
    )
    args = parser.parse_args()
    if unknown := set(args.themes) - set(THEMES):
        parser.error(f"no theme {', '.join(sorted(unknown))}; there are: {', '.join(THEMES)}")
    themes = [name for name in THEMES if name in args.themes or not args.themes]
    if args.against is not None:
        for text in compare_checkouts(args.against, themes, args.rounds):
            print(text, flush=True)
    elif args.json:
        rows = [{"theme": name} | row._asdict() for name, row in _iter_rows(themes, args)]
        print(json.dumps(rows, indent=1))
    else:
        print(Row("", "measured", "target").format())
        for _, row in _iter_rows(themes, args):
            print(row.format(), flush=True)


def _iter_rows(themes: list[str], args: Namespace) -> Iterator[tuple[str, Row]]:
    """Each row with its theme. A theme that cannot be measured gives one row that says why."""
    for name in themes:
        try:
            for row in THEMES[name].iter_rows(args.rounds, args.alone):
                yield name, row
        except Skipped as why:
            yield name, Row(name, "skipped", note=str(why))


if __name__ == "__main__":
    main()
