"""``python -m wargame``: the command line."""

from wargame.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
