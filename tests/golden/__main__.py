"""Rewrites the golden playthroughs: one text for each ending of the shipped scenario, and one with members of a role.

python -m tests.golden              replay each; search anew only where its ending is no longer reached
python -m tests.golden --search     search all anew
"""

from __future__ import annotations

import argparse
import sys

from tests.golden.playthrough import FOLDER, Playthrough, Unplayable, parse, render
from tests.golden.search import search
from tests.playing import league, shipped


def main() -> int:
    """Write the files that differ, and say which."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description="Rewrite the golden playthroughs.")
    parser.add_argument("--search", action="store_true", help="search all of them anew")
    again = parser.parse_args().search
    endings = [ending.id for ending, _ in shipped().endings]
    for ending in endings:
        path = FOLDER / f"{ending}.txt"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        text = "" if again or not before else _replayed(parse(before), ending)
        if not text:
            found = search(ending)
            if found is None:
                print(f"{ending}: no playthrough found", file=sys.stderr)
                return 1
            text = render(found)[0]
        if text != before:
            path.write_text(text, encoding="utf-8")
            print(f"{path.name}: {'rewritten' if before else 'written'}, {len(text.encode()) // 1024} KB")
    path = FOLDER / "members" / "league.txt"
    path.write_text(render(parse(path.read_text(encoding="utf-8")), league())[0], encoding="utf-8")
    for path in FOLDER.glob("*.txt"):
        if path.stem not in endings:
            path.unlink()
            print(f"{path.name}: removed, the scenario has no such ending")
    return 0


def _replayed(played: Playthrough, ending: str) -> str:
    """The text of a playthrough as it goes today, or nothing where it no longer reaches its ending."""
    try:
        text, reached = render(played)
    except Unplayable as reason:
        print(f"{ending}: {reason}; searching anew")
        return ""
    return text if reached == ending else ""


if __name__ == "__main__":
    sys.exit(main())
