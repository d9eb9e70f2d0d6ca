"""A deck that is being edited: what its file held when it was read, what stands in it now, and saving it whole.

A save replaces the file at once or not at all. It refuses where somebody else has changed the file meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Literal

from wargame.content.author.deck_text import CardSpan, find_card_spans, restore_line_ends, unify_line_ends
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.yaml_reader import decode_text, read_file_bytes

OnDisk = Literal["same", "changed", "gone"]
"""How a file stands against what was read of it."""

_MARK = b"\xef\xbb\xbf"
"""The byte order mark some editors put before UTF-8."""


class SaveError(Exception):
    """A file could not be written; what is said is one clear sentence. The file is as it was."""


class EditedDeck:
    """The text of one deck, one piece of it open: a card, or the whole of it. Raises ContentError if it cannot be read.

    ``cards`` are where they stand; while one of them is typed in, that may be no YAML for a time: ``fault`` is why.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cards: tuple[CardSpan, ...] = ()
        self.fault: Problem | None = None
        self.reload()

    def reload(self) -> None:
        """Read the file anew; what was not saved is gone. Raises ContentError."""
        data = read_file_bytes(self.path)
        self.text = self.saved = decode_text(data, str(self.path))
        self._marked = data.startswith(_MARK)
        self.seen = _compute_digest(data)
        self._earlier: list[str] = []
        self.piece = (0, len(self.text))
        self.update_cards()

    def update_cards(self) -> None:
        """Find the cards in the text as it is now; nobody knows where they are if it is no YAML."""
        try:
            self.cards, self.fault = find_card_spans(self.text, str(self.path)), None
        except ContentError as error:
            self.cards, self.fault = (), error.problems[0]

    @property
    def changed(self) -> bool:
        """Is there anything that is not saved?"""
        return self.text != self.saved

    # The piece that is open

    @property
    def whole(self) -> bool:
        """Is all of the text open?"""
        return self.piece == (0, len(self.text))

    @property
    def source(self) -> str:
        """What stands in the open piece, for an editor."""
        return unify_line_ends(self.text[slice(*self.piece)])

    def open(self, at: int | None) -> None:
        """Open a card by its place, or everything."""
        self.piece = (self.cards[at].start, self.cards[at].end) if at is not None else (0, len(self.text))

    @property
    def at(self) -> int | None:
        """The place of the card that the open piece begins with; None when everything is open."""
        if self.whole:
            return None
        start, end = self.piece
        return next((i for i, card in enumerate(self.cards) if start <= card.start < max(end, start + 1)), None)

    def type(self, new: str) -> bool:
        """Put what an editor gives back in the place of the open piece. Has anything changed?"""
        start, end = self.piece
        whole, old = self.whole, self.text[start:end]
        piece = restore_line_ends(old, new)
        if piece == old:
            return False
        by = len(piece) - len(old)
        self.text = self.text[:start] + piece + self.text[end:]
        self.piece = (start, end + by)
        if whole:
            self.update_cards()
        else:
            self.cards = tuple(_shift_card(card, start, end, by) for card in self.cards)
        return True

    # Everything at once, and back

    def replace(self, text: str) -> None:
        """Put another text in the place of all of it; `take_back` undoes that. Everything is open then."""
        self._earlier.append(self.text)
        self.text = text
        self.piece = (0, len(text))
        self.update_cards()

    def take_back(self) -> bool:
        """Undo the last `replace`; False when there is none."""
        if not self._earlier:
            return False
        self.text = self._earlier.pop()
        self.piece = (0, len(self.text))
        self.update_cards()
        return True

    # The file

    def compare_with_disk(self) -> OnDisk:
        """How the file stands against what was read of it. What cannot be read counts as changed."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return "gone"
        except OSError:
            return "changed"
        return "same" if _compute_digest(data) == self.seen else "changed"

    def save(self) -> None:
        """Write the file, whatever is there now. Raises `SaveError`."""
        data = (_MARK if self._marked else b"") + self.text.encode("utf-8")
        replace_file(self.path, data)
        self.saved, self.seen = self.text, _compute_digest(data)

    def save_as(self, path: Path) -> None:
        """Write another file, which must not be there yet, and go on with that one. Raises `SaveError`."""
        if path.suffix not in (".yaml", ".yml"):
            raise SaveError(f"{path}: expected the name of a YAML file, such as {path.with_suffix('.yaml')}")
        if path.exists() or path.is_symlink():
            raise SaveError(f"{path} is there already, and is left as it is; choose another name")
        before, self.path = self.path, path
        try:
            self.save()
        except SaveError:
            self.path = before
            raise


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in another's place, whole or not at all, with the permissions that one has. Raises `SaveError`."""
    try:
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            raise SaveError(f"{path}: this is no ordinary file, and is left as it is; save it under another name")
        if mode is not None and not (mode & 0o222 and os.access(target, os.W_OK)):
            raise SaveError(f"{path}: the file is read-only; save it under another name")
        fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            with fresh.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                fresh.chmod(stat.S_IMODE(mode))
            fresh.replace(target)
        except BaseException:
            with suppress(OSError):
                fresh.unlink()
            raise
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SaveError(f"{path}: it cannot be written ({reason.lower()}); the file is as it was") from None


def _shift_card(card: CardSpan, start: int, end: int, by: int) -> CardSpan:
    """A card after ``by`` characters came or went in the piece from ``start`` to ``end``."""
    if card.start >= end:
        return card.shift(by)
    if card.start <= start and card.end >= end:
        return CardSpan(card.id, card.title, card.start, card.end + by)
    return card


def _compute_digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
