"""handout: name the pictures and pages that came with the cards of a session, and open one of them."""

from __future__ import annotations

import sys
import webbrowser
from argparse import Namespace
from pathlib import Path

from wargame.commands import Stop, WrongUsage
from wargame.commands.printing import say, tell_damage
from wargame.review.data.card_log import build_card_log
from wargame.review.data.kept_handouts import list_kept_handouts
from wargame.review.data.reviewed_session import open_session
from wargame.suggestion import suggest_name


def show_handouts(args: Namespace) -> int:
    """List the handouts of the cards that came so far, or open that of one card in the program for its kind."""
    path = Path(args.file)
    session = open_session(path)
    tell_damage(path, session.unread)
    came = {one.id: one for one in list_kept_handouts(session, build_card_log(session))}
    if args.card is None:
        for name, one in came.items():
            say(f"{name}: {one.caption.rstrip('.')}. {one.text}")
        if not came:
            say("No card that came so far has a handout.")
        return 0
    found = came.get(args.card)
    if found is None:
        there = f"there are: {', '.join(came)}" if came else "no card that came so far has one"
        raise WrongUsage(f"no card {args.card!r} with a handout came; {suggest_name(args.card, came) or there}")
    if found.path is None:
        said = "it is not beside the session any more, or was changed"
        raise Stop(f"{found.file}: {said}; put the folder {path.stem}.handouts back")
    print(found.path)
    if sys.stdout.isatty():
        webbrowser.open(found.path.resolve().as_uri())
    return 0
