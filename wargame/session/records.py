"""The lines of a session file as dataclasses. `wargame.session.line_reading` reads them from JSON and writes them.

The first line is the header: the program, the pinned content, seats, seed, and ``start``, the value of every column at
the beginning. A later line is a *command* (it has ``do`` and its events) or a *record* (it has ``record``: undo, note,
bookmark ...). An event names its column and its cause, so that a file can be read without the program.

An attribute has the name of its field in the file. A record that was read keeps the fields that this program does not
know, and the order of all fields: `write_line` returns what `read_line` was given. A record that this program makes has
its fields in the order of the class; one field of it that may be left out (`_make_optional`) is left out where it has
its default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields
from typing import Any, ClassVar, TypeVar

from wargame.light_dataclass import dataclass
from wargame.session.events import Events
from wargame.session.shape import JsonLine

RULES = 1
"""The version of the rules. A file of another version can be replayed, but its commands cannot be decided again."""

STAGED = "staged"
"""The value of the header's ``reveal`` for a reveal in stages; without it all plans happen at once."""

END_PAGES = ("ending", "scores", "question", "out-of-role", "lessons", "record")
"""The ids of the pages after the end, in their order. From the one after ``out-of-role`` on nothing is secret."""

TASK_MARKS = ("done", "not-done", "not-seen")
"""The marks that a critical task of a learning objective may have."""

Words = str | Sequence[str]
"""What was said: a text, or several (the reasons of an argument)."""

INSTEAD = "instead"
"""The value of the header's ``counter`` where who counters makes no offer of its own; without it both are open."""

T = TypeVar("T")

OPTIONAL = "optional"
"""The key in the metadata of a field that a line need not have."""

_EVENTS = Events()


def _make_optional(default: T) -> T:
    """Return a field that a line need not have; ``default`` is its value then."""
    made: T = field(default=default, metadata={OPTIONAL: True})
    return made


@dataclass(frozen=True, eq=False)
class _FieldHolder:
    """Holds its fields in one dict, which is the object of the file for a line that was read."""

    __slots__ = ("__dict__",)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)


@dataclass(frozen=True, kw_only=True, eq=False)
class Header(_FieldHolder):
    """The first line: what the session is played with.

    ``content`` is the pinned content, ``digest`` its digest, ``start`` the value of every column at the beginning,
    ``seats`` who plays each role, ``dice`` whether draws are seeded or typed in, ``reveal`` is `STAGED` where the plans
    happen one by one, ``counter`` is `INSTEAD` where who counters an offer makes none of its own in that turn,
    ``paced`` whether a facilitator sets the pace, ``pins`` the sealed PIN of each role that has one, ``zone`` the
    offset of local time from UTC where it was begun. All times in the file are in UTC.
    """

    __slots__ = ()

    kind: str
    format: int
    program: str
    rules: int
    created: str
    name: str
    scenario: str
    title: str
    length: str
    paced: bool
    seats: Mapping[str, str]
    dice: str
    reveal: str = _make_optional("")
    counter: str = _make_optional("")
    seed: int
    digest: str
    content: Mapping[str, Any]
    start: Mapping[str, int]
    pins: Mapping[str, str] | None = _make_optional(None)
    zone: str = _make_optional("")
    sha: str = _make_optional("")

    def __post_init__(self) -> None:
        _set_fields(self, _list_written(self, [one.name for one in fields(self)]))


@dataclass(frozen=True, kw_only=True, eq=False)
class _NumberedLine(_FieldHolder):
    """What every line after the header has.

    ``n`` is its number, ``turn`` and ``phase`` are where play stood, ``at`` is the wall time (ISO 8601). They are empty
    in a line that is not placed in a session yet. ``sha`` is empty unless the line was read from a file.
    """

    __slots__ = ()

    n: int = 0
    turn: int = 0
    phase: str = ""
    at: str = ""
    sha: str = _make_optional("")

    def __post_init__(self) -> None:
        kind = getattr(type(self), "record", None)
        own = [one.name for one in fields(self) if one.name not in _COMMON]
        first = {"n": self.n, "turn": self.turn, "phase": self.phase} | ({"record": kind} if kind else {})
        _set_fields(self, {**first, **_list_written(self, own), "at": self.at})


@dataclass(frozen=True, kw_only=True, eq=False)
class CommandLine(_NumberedLine):
    """A command that was carried out.

    ``role`` is who is named by it, ``by`` the seat that decided (people or a bot), ``said`` the words of an argument or
    a ruling, ``hat`` the facilitator's, ``not_taken`` the names of the other offers that were open (None for the
    facilitator), and ``seconds`` how long the decision took. ``key`` is the key of its own that a device sent with the
    decision: it means nothing, and a decision that comes once more with the same key is not taken again.
    """

    __slots__ = ()

    role: str
    by: str
    do: str
    args: Mapping[str, Any]
    because: str
    said: Mapping[str, Words]
    hat: str = _make_optional("")
    not_taken: Sequence[str] | None = _make_optional(None)
    seconds: float
    key: str = _make_optional("")
    events: Events = _EVENTS


@dataclass(frozen=True, kw_only=True, eq=False)
class Undo(_NumberedLine):
    """All commands after line ``to`` no longer stand; ``seen`` says what an undo cannot make unseen."""

    __slots__ = ()
    record: ClassVar = "undo"

    to: int
    because: str
    seen: Sequence[str]
    hat: str
    seconds: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Note(_NumberedLine):
    """An observation: ``kind`` is note, strength or improvement, ``objective`` the id of a learning objective.

    ``by`` is the name of the evaluator who made it; empty for the facilitator. ``amends`` is the line of the note that
    it puts or files otherwise, or 0: an improvement or a strength without a text has none, a note without a text takes
    that note back. ``key`` is the key of its own that a device sent with it, as in `CommandLine`.
    """

    __slots__ = ()
    record: ClassVar = "note"

    text: str
    kind: str
    objective: str
    about: str
    hat: str
    by: str = _make_optional("")
    amends: int = _make_optional(0)
    key: str = _make_optional("")


@dataclass(frozen=True, kw_only=True, eq=False)
class Bookmark(_NumberedLine):
    """A moment to come back to in the debrief."""

    __slots__ = ()
    record: ClassVar = "bookmark"

    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Amendment(_NumberedLine):
    """A better rationale for the command of line ``line``."""

    __slots__ = ()
    record: ClassVar = "amend"

    line: int
    because: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Pause(_NumberedLine):
    """From here on the clocks stand still."""

    __slots__ = ()
    record: ClassVar = "pause"


@dataclass(frozen=True, kw_only=True, eq=False)
class Resume(_NumberedLine):
    """From here on the clocks run again."""

    __slots__ = ()
    record: ClassVar = "resume"


@dataclass(frozen=True, kw_only=True, eq=False)
class SeatChange(_NumberedLine):
    """A role was handed over to ``seat``: to people or to a bot."""

    __slots__ = ()
    record: ClassVar = "seat"

    role: str
    seat: str
    because: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Branched(_NumberedLine):
    """Here the session branched off: from line ``line`` of the file ``parent``, whose sha is ``head``."""

    __slots__ = ()
    record: ClassVar = "branched"

    parent: str
    line: int
    head: str
    seed: int
    name: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Torn(_NumberedLine):
    """A torn tail of this many bytes was set aside when the session was resumed."""

    __slots__ = ()
    record: ClassVar = "torn"

    bytes: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Closed(_NumberedLine):
    """The session was closed; ``count`` lines stand before this one, and ``head`` is the sha of the last of them."""

    __slots__ = ()
    record: ClassVar = "closed"

    count: int
    head: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Reopened(_NumberedLine):
    """A closed session goes on."""

    __slots__ = ()
    record: ClassVar = "reopened"


@dataclass(frozen=True, kw_only=True, eq=False)
class DebriefAnswer(_NumberedLine):
    """What was said in a stage of the debrief.

    ``prompt`` has the words of the question, ``question`` its id; empty in files of before questions had ids, and where
    the program does not ask this. ``about`` is the line of the decision it is about, and ``amends`` the line of the
    answer whose text it replaces; 0 for none. ``key`` is the key of its own that a device sent with it.
    """

    __slots__ = ()
    record: ClassVar = "debrief"

    stage: str
    kind: str
    role: str
    text: str
    prompt: str
    about: int = _make_optional(0)
    amends: int = _make_optional(0)
    question: str = _make_optional("")
    key: str = _make_optional("")


@dataclass(frozen=True, kw_only=True, eq=False)
class DetailsGiven(_NumberedLine):
    """The facts about the occasion; ``participants`` has the number of people of each role, ``names`` their names."""

    __slots__ = ()
    record: ClassVar = "details"

    course: str
    sponsor: str
    contact: str
    participants: Mapping[str, int]
    names: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True, eq=False)
class DeclaredFinal(_NumberedLine):
    """The facilitator declared the report final."""

    __slots__ = ()
    record: ClassVar = "final"

    because: str


@dataclass(frozen=True, kw_only=True, eq=False)
class RatingGiven(_NumberedLine):
    """The rating of a learning objective; ``lines`` are its evidence.

    ``tasks`` are marks (`TASK_MARKS`) of its critical tasks, by their ids; the other tasks keep the marks they had. A
    record with marks and without a rating leaves the rating as it was; one with neither takes it back.
    """

    __slots__ = ()
    record: ClassVar = "rating"

    objective: str
    rating: str
    because: str
    lines: Sequence[int]
    tasks: Mapping[str, str] | None = _make_optional(None)


@dataclass(frozen=True, kw_only=True, eq=False)
class AnalysisGiven(_NumberedLine):
    """The analysis of the note of line ``line``."""

    __slots__ = ()
    record: ClassVar = "analysis"

    line: int
    text: str


@dataclass(frozen=True, kw_only=True, eq=False)
class RecommendationGiven(_NumberedLine):
    """A row of the improvement plan; ``lines`` are its evidence, ``amends`` the line of the row it replaces, or 0."""

    __slots__ = ()
    record: ClassVar = "recommend"

    lines: Sequence[int]
    issue: str
    recommendation: str
    by: str
    action: str
    owner: str
    start: str
    completion: str
    amends: int = _make_optional(0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Redacted(_NumberedLine):
    """What people wrote in line ``line`` is shown nowhere any more; the words stay in the file."""

    __slots__ = ()
    record: ClassVar = "redact"

    line: int
    because: str


@dataclass(frozen=True, kw_only=True, eq=False)
class PageTurned(_NumberedLine):
    """After the end the facilitator turned to this page, an id of `END_PAGES`: who watches follows."""

    __slots__ = ()
    record: ClassVar = "page"

    page: str


@dataclass(frozen=True, kw_only=True, eq=False)
class UnknownRecord(_NumberedLine):
    """A record of a kind that this program does not know: a later program wrote it. It changes nothing."""

    __slots__ = ()

    record: str


Record = (
    Undo
    | Note
    | Bookmark
    | Amendment
    | Pause
    | Resume
    | SeatChange
    | Branched
    | Torn
    | Closed
    | Reopened
    | DebriefAnswer
    | DetailsGiven
    | DeclaredFinal
    | RatingGiven
    | AnalysisGiven
    | RecommendationGiven
    | Redacted
    | PageTurned
    | UnknownRecord
)
"""A line that is no command."""

Line = CommandLine | Record
"""A line after the header."""

_COMMON = frozenset(one.name for one in fields(_NumberedLine))


def _set_fields(line: _FieldHolder, data: JsonLine) -> None:
    object.__setattr__(line, "__dict__", data)


def _list_written(line: _FieldHolder, names: Iterable[str]) -> JsonLine:
    """Return the fields of a new line without those that are left out of a file."""
    mine = vars(line)
    left_out = {one.name for one in fields(line) if OPTIONAL in one.metadata and mine[one.name] == one.default}
    return {name: mine[name] for name in names if name not in left_out}


def find_words(line: CommandLine, name: str) -> str:
    """Return one text of what was said with a command; empty without it."""
    words = line.said.get(name, "")
    return words if isinstance(words, str) else " ".join(words)


def list_words(line: CommandLine, name: str) -> list[str]:
    """Return several texts of what was said with a command, such as the reasons of an argument; empty without them."""
    words = line.said.get(name, [])
    return [words] if isinstance(words, str) else list(words)


def is_paused(lines: Sequence[Line]) -> bool:
    """Return whether the clocks stand still after these lines."""
    return isinstance(next((ln for ln in reversed(lines) if isinstance(ln, Pause | Resume)), None), Pause)


def iter_timed(lines: Iterable[Line]) -> Iterator[CommandLine | Undo]:
    """Yield the lines that say how long they took: commands and undos."""
    return (line for line in lines if isinstance(line, CommandLine | Undo))
