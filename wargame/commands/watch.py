"""watch: follow a session file in a window of its own."""

from __future__ import annotations

from argparse import Namespace

from wargame.commands import Stop, WrongUsage
from wargame.commands.environment import has_terminal
from wargame.suggestion import suggest_name


def watch(args: Namespace) -> int:
    """Show the public table of a session, or one role's view of it, until the window is closed."""
    from wargame.exercise.play.pins import PinError
    from wargame.tui.watch.feed import MalformedFileError, SessionFeed

    try:
        feed = SessionFeed(args.file)
    except MalformedFileError as error:
        raise Stop(f"{args.file}: {error}; wargame verify says more") from None
    roles = feed.list_roles()
    if args.role is not None and args.role not in roles:
        hint = suggest_name(args.role, roles)
        there = f"there is no role {args.role!r}; the roles are {', '.join(roles)}"
        raise WrongUsage(f"{there}; {hint}" if hint else there)
    try:
        feed.needs_pin(args.role or "")
    except PinError as error:
        raise Stop(f"{args.file}: {error}") from None
    if not has_terminal():
        raise WrongUsage("there is no terminal here to show the session on; wargame verify says what is in it")
    from wargame.tui.app.settings import Settings, find_settings_path
    from wargame.tui.watch.app import WatchApp

    settings = Settings.load(find_settings_path())
    settings.ascii = settings.ascii or args.ascii
    settings.motion = settings.motion and not args.no_motion
    return WatchApp(settings, feed, args.role or "").run() or 0
