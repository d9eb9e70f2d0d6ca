"""deck edit: open a deck at the deck desk of the app."""

from __future__ import annotations

import shlex
from argparse import Namespace
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.environment import find_sessions_path, has_terminal
from wargame.commands.lookup import find_deck_file
from wargame.content.author.deck_document import EditedDeck
from wargame.content.author.scaffold import find_new_id_fault
from wargame.suggestion import suggest_name


def edit(args: Namespace) -> int:
    """Open a deck, at a card if one is named.

    Raises `WrongUsage` for an unknown name, `ContentError` for a file that is no text.
    """
    if not has_terminal():
        check = f"wargame deck check {shlex.quote(args.deck)} --watch"
        raise WrongUsage(f"there is no terminal here; use an editor of your own, and beside it: {check}")
    try:
        path = find_deck_file(args.deck)
    except WrongUsage as error:
        stem = Path(args.deck).stem
        begin = f"; wargame deck new {stem} begins one" if find_new_id_fault(stem) is None else ""
        raise WrongUsage(f"{error}{begin}") from None
    names = [card.id for card in EditedDeck(path).cards]
    if args.card is not None and names and args.card not in names:
        hint = "; ".join(filter(None, (suggest_name(args.card, names), f"there are: {', '.join(names)}")))
        raise WrongUsage(f"{path.stem} has no card {args.card!r}; {hint}")
    from wargame.tui.run import open_decks

    return open_decks(find_sessions_path(None), path, args.card, ascii=args.ascii)
