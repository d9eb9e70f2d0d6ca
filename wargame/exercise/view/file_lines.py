"""Every line of a session as the facilitator may read it: commands, those that were undone among them, and records."""

from __future__ import annotations

from wargame.exercise.view.known_records import find_known_record
from wargame.exercise.view.narration import find_decision
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.decisions import Decision
from wargame.rules.explain import join_moves
from wargame.rules.model import FACILITATOR
from wargame.rules.told import Told
from wargame.session.known_record import KnownRecord
from wargame.session.records import CommandLine


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line after the header. It has a decision, or a record (None: of a kind that is shown elsewhere).

    ``kind`` is the verb of a command or the kind of a record. Of a command, ``undone`` says that it does not stand,
    ``hat`` is the facilitator's, ``because`` the rationale, ``told`` what came of it (nothing where it was undone).
    """

    number: int
    turn: int
    phase: str
    kind: str
    decision: Decision | None
    undone: bool
    hat: str
    because: str
    told: tuple[Told, ...]
    record: KnownRecord | None


def list_file_lines(window: Window) -> tuple[FileLine, ...]:
    """Return all lines. For the facilitator only."""
    out = []
    for line in window.lines:
        if isinstance(line, CommandLine):
            told = tuple(join_moves(window.list_told(line.n, FACILITATOR)))
            decision, undone = find_decision(window, line, FACILITATOR), not window.is_standing(line.n)
            out.append(
                FileLine(
                    line.n, line.turn, line.phase, line.do, decision, undone, line.hat, line.because, told, record=None
                )
            )
        else:
            record = find_known_record(window, line, FACILITATOR)
            out.append(FileLine(line.n, line.turn, line.phase, line.record, None, False, "", "", (), record))
    return tuple(out)
