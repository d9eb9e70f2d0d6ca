"""replay and branch: look at a past session, and play on from one of its moments."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from wargame.commands import Stop, WrongUsage
from wargame.commands.environment import ensure_sessions_folder, find_sessions_path, has_terminal, refuse_read_only
from wargame.commands.printing import say
from wargame.exercise.past_seat import PastSeat, choose_first_viewer, list_viewers, parse_moment
from wargame.exercise.play.input_parsing import find_whole_number
from wargame.exercise.play.sanitize import clean
from wargame.exercise.view.past_session import PastSession
from wargame.session.shell_commands import format_session_command
from wargame.suggestion import suggest_name


def replay(args: Namespace) -> int:
    """Show a past session on the screen, or print it as text."""
    if not args.print:
        require_screen()
    past = PastSession.read(args.file)
    viewer = _find_viewer(past, args.role)
    to = _find_moment(PastSeat(past, viewer), past, args.to) if args.to is not None else 0
    if args.print:
        print_past(past, viewer, to=to, undone=args.undone)
        code = 0
    else:
        still = args.no_motion
        code = show_past(past, at=to or 1, viewer=viewer, undone=args.undone, ascii=args.ascii, still=still)
    if past.malformed:
        raise Stop(f"{args.file}: {past.malformed}; wargame verify says more")
    return code


def _find_moment(seat: PastSeat, past: PastSession, named: str) -> int:
    """Return the line that ``--to`` names. Raises `WrongUsage`."""
    if (line := find_whole_number(named)) is not None:
        if not seat.may_count:
            why = "while the exercise goes on, lines would tell players how much was decided in secret"
            raise WrongUsage(f"--to {named}: {why}; name a turn and phase, such as 2:plan")
        if not 1 <= line <= past.last:
            raise WrongUsage(f"--to {named}: there is no such line; the last that can be shown is {past.last}")
        return line
    try:
        return seat.find_moment(parse_moment(named))
    except (LookupError, ValueError) as error:
        raise WrongUsage(f"--to {named}: {error}") from None


def require_screen() -> None:
    """Raises `WrongUsage` where there is no terminal to show a session on."""
    if not has_terminal():
        raise WrongUsage("there is no terminal here to show the session on; add --print to have it as text")


def print_past(past: PastSession, viewer: str = "", *, to: int = 0, undone: bool = False) -> None:
    """Print a past session as text, up to line ``to`` (0: its end); without a ``viewer`` as it is shown unasked."""
    from wargame.exercise.view.transcript import retell

    for said in retell(past, viewer or choose_first_viewer(past), to=to, undone=undone):
        print(said.wrap())


def show_past(past: PastSession, *, viewer: str, at: int = 1, undone: bool = False, ascii: bool = False,
              still: bool = False) -> int:  # fmt: skip
    """Open the app at line ``at`` of a past session; the exit code when it has been left."""
    from wargame.tui.run import open_replay

    return open_replay(find_sessions_path(None), past, at=at, viewer=viewer, undone=undone, ascii=ascii, still=still)


def branch(args: Namespace) -> int:
    """Make a file in which play continues from a line of another file."""
    from wargame.exercise.play.clock import SystemClock
    from wargame.session.branch import NoSuchLineError
    from wargame.session.branch import branch as make

    if args.sessions is None:
        folder = None
        refuse_read_only(Path(os.path.realpath(args.file)).parent)
    else:
        folder = ensure_sessions_folder(args.sessions)
    now = SystemClock().read_time()
    try:
        new = make(Path(args.file), args.at, folder, name=clean(args.name or "", 80), seed=args.seed, now=now)
    except NoSuchLineError as error:
        raise WrongUsage(f"--at {args.at}: {error}") from None
    past = PastSession.read(new)
    past.go_to(args.at)
    where = f"turn {past.turn}, {past.phase}" if past.turn else "before the first turn"
    say(f"The branch has lines 1 to {args.at} ({where}) just as they are; the file it comes from is as it was.")
    if PastSession.read(args.file).is_undone(args.at):
        say(f"Line {args.at} was undone there later; in the branch it stands.")
    say("From there on cards and dice fall anew. Play on with:")
    print(format_session_command("resume", new))
    return 0


def _find_viewer(past: PastSession, role: str | None) -> str:
    """The viewer asked for; else the whole of an exercise that is over, or what everybody knows of one that is not."""
    if role is None:
        return choose_first_viewer(past)
    known = list_viewers(past)
    if role not in known:
        hint = suggest_name(role, known)
        there = f"there is no role {role!r}; there are {', '.join(known)}"
        raise WrongUsage(f"{there}; {hint}" if hint else there)
    return role
