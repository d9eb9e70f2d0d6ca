"""What `wargame` alone does. Modules that an exercise needs are loaded when one is opened: the app opens at once."""

from __future__ import annotations

from argparse import Namespace

from wargame.commands.environment import find_sessions_path, has_terminal


def open_home(args: Namespace) -> int:
    """Open the app at a terminal; else, or with ``--plain``, begin the line mode or let bots play."""
    if has_terminal() and not args.plain:
        from wargame.tui.run import open_app

        return open_app(find_sessions_path(None), ascii=args.ascii, still=args.no_motion)
    from wargame.commands.play import begin

    return begin(args)
