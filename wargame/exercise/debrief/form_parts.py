"""The parts of the form of the debrief: texts to read, and slots to write in."""

from __future__ import annotations

from typing import NamedTuple

from wargame.exercise.debrief.form_records import Put
from wargame.exercise.debrief.stages import LONGEST


class FormText(NamedTuple):
    """A text to read. ``kind`` is text, heading, close (more of the same follows), dim, or drift (a chart)."""

    kind: str
    text: str = ""


class FormSlot(NamedTuple):
    """A slot to write in. The form shows ``says``; ``ask`` is the question to the person who writes.

    ``start`` is the text to correct where an entry is changed; ``line`` is the line of the moment it is about, or 0.
    ``written`` is the line of the entry that is changed; 0 where the slot is for a new one.
    """

    key: str
    says: str
    ask: str
    put: Put
    start: str = ""
    line: int = 0
    written: int = 0
    limit: int = LONGEST
    many: bool = False
    """May people write several entries here?"""
    has_question: bool = False
    """Does ``says`` ask what ``ask`` does, and more?"""

    @property
    def entry(self) -> bool:
        """Is this an entry that was written before, and can be changed?"""
        return self.written > 0


Part = FormText | FormSlot
