"""A deck that is being edited: its file as it was read, its text as it is now, and saving.

A save replaces the file as a whole or not at all. Editors ask `EditedDeck.compare_with_disk` first whether another
program has changed the file.
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
from wargame.content.load.yaml_reader import MAX_BYTES, decode_text, read_file_bytes
from wargame.input_file import read_input

OnDisk = Literal["same", "changed", "gone"]
"""How a file compares with what was read of it."""

_MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors write before UTF-8."""


class SaveError(Exception):
    """A file could not be written and is unchanged; the message is one clear sentence."""


class EditedDeck:
    """The text of one deck, of which one piece is open: a card, or the whole. Raises `ContentError` if unreadable.

    ``cards`` are the places of the cards. While somebody types, the text may be no YAML for a time; then ``fault`` says
    why.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cards: tuple[CardSpan, ...] = ()
        self.fault: Problem | None = None
        self.reload()

    def reload(self) -> None:
        """Read the file again and drop unsaved changes. Raises `ContentError`."""
        data = read_file_bytes(self.path)
        self.text = self.saved = decode_text(data, str(self.path))
        self._marked = data.startswith(_MARK)
        self.seen = _compute_digest(data)
        self._earlier: list[str] = []
        self.piece = (0, len(self.text))
        self.update_cards()

    def update_cards(self) -> None:
        """Find the cards in the current text; while the text is no YAML, their places are unknown."""
        try:
            self.cards, self.fault = find_card_spans(self.text, str(self.path)), None
        except ContentError as error:
            self.cards, self.fault = (), error.problems[0]

    @property
    def changed(self) -> bool:
        """Whether something is not saved."""
        return self.text != self.saved

    # The open piece

    @property
    def whole(self) -> bool:
        """Whether the whole text is open."""
        return self.piece == (0, len(self.text))

    @property
    def source(self) -> str:
        """The text of the open piece, for an editor."""
        return unify_line_ends(self.text[slice(*self.piece)])

    def open(self, at: int | None) -> None:
        """Open the card at an index, or the whole text."""
        self.piece = (self.cards[at].start, self.cards[at].end) if at is not None else (0, len(self.text))

    @property
    def at(self) -> int | None:
        """The index of the card that the open piece begins with; None while the whole text is open."""
        if self.whole:
            return None
        start, end = self.piece
        return next((i for i, card in enumerate(self.cards) if start <= card.start < max(end, start + 1)), None)

    def type(self, new: str) -> bool:
        """Put the text of an editor in place of the open piece. Return whether something changed."""
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

    # The whole text at once, and undo

    def replace(self, text: str) -> None:
        """Replace the whole text; `take_back` undoes that. The whole text is open then."""
        self._earlier.append(self.text)
        self.text = text
        self.piece = (0, len(text))
        self.update_cards()

    def take_back(self) -> bool:
        """Undo the last `replace`. Return False if there is none."""
        if not self._earlier:
            return False
        self.text = self._earlier.pop()
        self.piece = (0, len(self.text))
        self.update_cards()
        return True

    # The file

    def compare_with_disk(self) -> OnDisk:
        """Return how the file compares with what was read; an unreadable file counts as changed."""
        try:
            data = read_input(self.path, MAX_BYTES)
        except FileNotFoundError:
            return "gone"
        except OSError:
            return "changed"
        return "same" if _compute_digest(data) == self.seen else "changed"

    def save(self) -> None:
        """Write the file, whatever it holds now. Raises `SaveError`."""
        data = (_MARK if self._marked else b"") + self.text.encode("utf-8")
        replace_file(self.path, data)
        self.saved, self.seen = self.text, _compute_digest(data)

    def save_as(self, path: Path) -> None:
        """Write another file, which must not exist, and continue with that file. Raises `SaveError`."""
        if path.suffix not in (".yaml", ".yml"):
            raise SaveError(f"{path}: expected the name of a YAML file, such as {suggest_path(path, '.yaml')}")
        if os.path.exists(path) or os.path.islink(path):
            raise SaveError(f"{path} is there already, and is left as it is; choose another name")
        before, self.path = self.path, path
        try:
            self.save()
        except SaveError:
            self.path = before
            raise


def suggest_path(path: Path, ending: str) -> Path:
    """Return a path with this ending near the one that was typed; ``-`` and ``.html`` are names of no file."""
    if path.name[:1] in ("", ".", "-"):
        return path.parent / f"file{ending}"
    return path.with_suffix(ending)


def replace_file(path: Path, data: bytes) -> None:
    """Replace a file as a whole or not at all, and keep its permissions. Raises `SaveError`."""
    try:
        target = path.resolve()
        mode = target.stat().st_mode if os.path.exists(target) else None
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
    except (OSError, RuntimeError) as error:  # RuntimeError: links that form a circle
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SaveError(f"{path}: it cannot be written ({reason.lower()}); the file is as it was") from None


def _shift_card(card: CardSpan, start: int, end: int, by: int) -> CardSpan:
    """Return a card's place after ``by`` characters were added or removed in the piece ``start`` to ``end``."""
    if card.start >= end:
        return card.shift(by)
    if card.start <= start and card.end >= end:
        return CardSpan(card.id, card.title, card.start, card.end + by)
    return card


def _compute_digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
