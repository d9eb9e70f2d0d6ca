"""``python -m benchmarks [THEME]...``: measure, and print each ratio beside its target."""

from __future__ import annotations

from argparse import ArgumentParser

from benchmarks import app, decks, playing, replay, reviewing, sessions, startup
from benchmarks.timing import Line, Skipped

THEMES = {
    "playing": playing,
    "sessions": sessions,
    "decks": decks,
    "startup": startup,
    "app": app,
    "replay": replay,
    "reviewing": reviewing,
}


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks", description="Measure speed beside things that are known.")
    parser.add_argument("themes", nargs="*", metavar="THEME", help=f"of {', '.join(THEMES)} (default: all)")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="rounds of each comparison (default: 7)")
    args = parser.parse_args()
    if unknown := set(args.themes) - set(THEMES):
        parser.error(f"no theme {', '.join(sorted(unknown))}; there are: {', '.join(THEMES)}")
    print(Line("", "measured", "target").text())
    for name, theme in THEMES.items():
        if args.themes and name not in args.themes:
            continue
        try:
            for line in theme.lines(args.rounds):
                print(line.text(), flush=True)
        except Skipped as why:
            print(Line(name, "skipped", note=str(why)).text(), flush=True)


if __name__ == "__main__":
    main()
