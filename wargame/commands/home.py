"""What ``wargame`` alone does. Nothing an exercise needs is loaded before one is opened: the app comes up at once."""

from __future__ import annotations

from argparse import Namespace

from wargame.commands.environment import find_sessions_path, has_terminal


def open_home(args: Namespace) -> int:
    """At a terminal the app at home; else, or with ``--plain``, the line mode or bots."""
    if has_terminal() and not args.plain:
        from wargame.tui.run import open_app

        return open_app(find_sessions_path(None), ascii=args.ascii)
    from wargame.commands.play import begin

    return begin(args)
