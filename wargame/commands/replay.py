"""replay and branch: look at a past session, and play on from one of its moments."""

from __future__ import annotations

import shlex
from argparse import Namespace
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.environment import has_terminal, sessions_folder, sessions_path
from wargame.commands.printing import say
from wargame.content.model.notation import nearest
from wargame.exercise.play.sanitize import clean
from wargame.exercise.view.decision_summary import first_viewer, viewers
from wargame.exercise.view.replay import Past


def replay(args: Namespace) -> int:
    """A past session on the screen, or as text."""
    if not (args.print or has_terminal()):
        raise WrongUsage("there is no terminal here to show the session on; add --print to have it as text")
    past = Past.read(args.file)
    viewer = _viewer(past, args.role)
    if args.to is not None and args.to > past.last:
        raise WrongUsage(f"--to {args.to}: there is no such line; the last that can be shown is {past.last}")
    if args.print:
        from wargame.exercise.view.transcript import retell

        for said in retell(past, viewer, to=args.to or 0, undone=args.undone):
            print(said.wrapped())
        return 0
    from wargame.tui.run import open_replay

    return open_replay(sessions_path(None), past, at=args.to or 1, viewer=viewer, undone=args.undone, ascii=args.ascii)


def branch(args: Namespace) -> int:
    """A file of its own that play goes on in from a line of another one."""
    from wargame.exercise.play.clock import SystemClock
    from wargame.session.branch import NoSuchLineError
    from wargame.session.branch import branch as make

    folder = None if args.sessions is None else sessions_folder(args.sessions)
    now = SystemClock().now()
    try:
        new = make(Path(args.file), args.at, folder, name=clean(args.name or "", 80), seed=args.seed, now=now)
    except NoSuchLineError as error:
        raise WrongUsage(f"--at {args.at}: {error}") from None
    past = Past.read(new)
    past.go(args.at)
    where = f"turn {past.turn}, {past.phase}" if past.turn else "before the first turn"
    say(f"The branch has lines 1 to {args.at} ({where}) just as they are; the file it comes from is as it was.")
    if Past.read(args.file).undone(args.at):
        say(f"Line {args.at} was undone there later; in the branch it stands.")
    say("From there on cards and dice fall anew. Play on with:")
    print(f"wargame resume {shlex.quote(str(new))}")
    return 0


def _viewer(past: Past, role: str | None) -> str:
    """Through whose eyes: those asked for; else what is over is shown whole, and what is not as everybody knows it."""
    if role is None:
        return first_viewer(past)
    known = viewers(past)
    if role not in known:
        hint = nearest(role, known)
        there = f"there is no role {role!r}; there are {', '.join(known)}"
        raise WrongUsage(f"{there}; {hint}" if hint else there)
    return role
