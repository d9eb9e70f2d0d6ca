"""Reads the handouts of cards: pictures and pages beside a deck, of a few kinds, without anything that could run."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from xml.parsers.expat import ExpatError, ParserCreate

from wargame.content.load.document import Document
from wargame.content.load.library import has_inside
from wargame.content.load.problems import Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.deck import Card, Deck
from wargame.input_file import HANDOUT_BYTES, LargeFileError, read_input

_STARTS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".pdf": b"%PDF-"}
KINDS = (*_STARTS, ".svg")
"""The endings of handouts."""

_RUNS = frozenset(("script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "use"))
"""Elements of SVG that can run something or bring in something else."""


class HandoutError(Exception):
    """A file cannot be a handout; the message says why, and ``hint`` how to mend it."""

    def __init__(self, said: str, hint: str = "") -> None:
        super().__init__(said)
        self.hint = hint


def read_handout(path: Path) -> bytes:
    """Return the bytes of a handout. Raises `HandoutError` for a file that cannot be one."""
    ending = path.suffix.lower()
    if ending not in KINDS:
        raise HandoutError(f"{path.name} is no picture or page that can be shown", f"save it as {', '.join(KINDS)}")
    try:
        data = read_input(path, HANDOUT_BYTES)
    except FileNotFoundError:
        raise HandoutError(f"there is no file {path}", "name a file beside the deck") from None
    except LargeFileError:
        raise HandoutError(f"{path.name} has more than {HANDOUT_BYTES // 1_000_000} MB", "make it smaller") from None
    except OSError as error:
        raise HandoutError(f"{path.name} cannot be read ({error.strerror})") from None
    if ending == ".svg":
        _check_drawing(path.name, data)
    elif not data.startswith(_STARTS[ending]):
        raise HandoutError(f"{path.name} is no {ending[1:].upper()}, whatever its ending", "save it anew")
    return data


def _check_drawing(name: str, data: bytes) -> None:
    """Raise `HandoutError` unless an SVG draws only: no script, no events, nothing from elsewhere, no entities."""
    tags: list[str] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        plain = tag.rpartition(" ")[2].lower()
        tags.append(plain)
        if plain in _RUNS:
            raise HandoutError(f"{name} holds <{plain}>, which can run or load something", "export it as plain SVG")
        for key, value in attributes.items():
            short, said = key.rpartition(" ")[2].lower(), value.strip().lower()
            outside = short in ("href", "src") and not said.startswith(("#", "data:image/png", "data:image/jpeg"))
            if short.startswith("on") or outside or "javascript:" in said or "url(http" in said or "@import" in said:
                raise HandoutError(f"{name}: the attribute {short} of <{plain}> can run or load something")

    def take(text: str) -> None:
        if tags and "style" in tags and ("@import" in text.lower() or "url(" in text.lower()):
            raise HandoutError(f"{name}: its style loads something from elsewhere")

    def refuse(*_: object) -> None:
        raise HandoutError(f"{name} declares a document type or entities", "export it as plain SVG")

    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.CharacterDataHandler = begin, take
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(data, True)
    except (ExpatError, LookupError, ValueError):
        raise HandoutError(f"{name} is no SVG: it is no XML", "export it anew") from None
    if not tags or tags[0] != "svg":
        raise HandoutError(f"{name} is no SVG", "export it anew")


def pin_handouts(document: Document, deck: Deck) -> tuple[Deck, Mapping[str, Path], list[Problem]]:
    """Return the deck with the digests of its handouts, their files by digest, and what is wrong with them.

    A deck that is pinned already has digests and no files.
    """
    if not any(card.handout is not None and card.handout.sha is None for card in deck.cards):
        return deck, {}, []
    folder = Path(document.file).parent
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    cards: list[Card] = []
    for i, card in enumerate(deck.cards):
        if card.handout is not None and card.handout.sha is None:
            try:
                path = _find_file(folder, card.handout.file)
                sha = sha256(read_handout(path)).hexdigest()
            except HandoutError as error:
                at = ("cards", i, "handout", "file")
                problems.append(build_problem(document, at, str(error), "", error.hint, code="handout"))
            else:
                files[sha] = path
                card = card.model_copy(update={"handout": card.handout.model_copy(update={"sha": sha})})
        cards.append(card)
    return deck.model_copy(update={"cards": cards}), files, problems


def _find_file(folder: Path, name: str) -> Path:
    """Return the file of a handout, which lies in the folder of the deck or below it. Raises `HandoutError`."""
    plain = PurePosixPath(name)
    path = folder / plain
    if plain.is_absolute() or ".." in plain.parts or "\\" in name or not has_inside(folder, path):
        raise HandoutError(f"{name} leads out of the folder of the deck", "put the file beside the deck")
    return path
