"""A line of a session file as one viewer could know it, as data: who decided what, why, and what came of it.

`session/text/known_line_text.py` turns it into words.
"""

from __future__ import annotations

from wargame.light_dataclass import dataclass
from wargame.rules.decisions import Decision
from wargame.rules.told import Told
from wargame.session.known_record import KnownRecord


@dataclass(frozen=True, slots=True)
class SaidWords:
    """Words that people gave with a command; ``kind`` is ``effect``, ``reasons``, ``pros`` or ``cons``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOffer:
    """An offer that was open and was not taken. ``title`` is empty where its verb says what it is."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class KnownLine:
    """One line: the header, which has the ``seats``, a record, or a command. Parts the viewer may not know are empty.

    ``seats`` are the name of each role and the name of its bot (empty: people).

    Of a record, ``is_record`` is True, and ``record`` is None where it is told elsewhere or the viewer may not read it.

    Of a command, ``decision`` is None where the viewer may not know it; where nothing that happened is known either, it
    is ``hidden``. ``undone`` says that the command was taken back, ``bot`` which bot gave it, ``hat`` under which hat
    the facilitator did. ``because`` is the rationale, ``amended`` the better one that was added later (``hindsight``:
    when the outcome was known), ``words`` are the further words of an argument, ``left`` the offers that
    were not taken, ``seconds`` the time that it took. ``told`` is what came of it, neighbouring
    moves that have one cause joined.
    """

    number: int
    turn: int = 0
    phase: str = ""
    seats: tuple[tuple[str, str], ...] = ()
    is_record: bool = False
    record: KnownRecord | None = None
    undone: bool = False
    hidden: bool = False
    decision: Decision | None = None
    bot: str = ""
    hat: str = ""
    because: str = ""
    amended: str = ""
    hindsight: bool = False
    words: tuple[SaidWords, ...] = ()
    left: tuple[LeftOffer, ...] = ()
    seconds: float = 0.0
    told: tuple[Told, ...] = ()

    @property
    def is_header(self) -> bool:
        """Is this the first line of the file?"""
        return self.number == 1

    @property
    def has_words(self) -> bool:
        """Is there anything to say of it? There is not of a record that is told elsewhere."""
        return not self.is_record or self.record is not None
