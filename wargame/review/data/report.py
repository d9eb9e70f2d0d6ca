"""The report: what an after-action review says, as plain data, before anything decides what it looks like.

One `Report` for one session. Every format (HTML, DOCX, Markdown, CSV, JSON) is written from it and from nothing else;
its fields, in this order, are the JSON. The parts are those of an HSEEP after-action report (docs/procedures.md §6):
overview, ratings, analysis by objective, improvement plan, appendices. Texts are as people wrote them; whoever writes
a format escapes them for it. A ``line`` is a line number of the session file, the evidence for what is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SHAPE = 1
"""The version of this shape, in every JSON report."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who played a role. ``people`` counts them, 0 where nobody said or a bot played; ``names`` only if asked for."""

    role: str
    name: str
    who: str
    people: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """What was exercised, by whom, and how far the file can be trusted. Dates are ISO 8601."""

    title: str
    session: str
    began: str
    ended: str
    scenario: str
    length: str
    turns: int
    played: int
    """Turns that were played."""
    scope: str
    """One sentence: which scenario, how long, how adjudicated, which dice."""
    summary: str
    objectives: tuple[str, ...]
    course: str
    sponsor: str
    contact: str
    seats: tuple[Seat, ...]
    final: bool
    """Declared final by the facilitator; a draft until then."""
    file: str
    head: str
    faith: str
    """What `verify` says of the file."""
    lineage: tuple[str, ...] = ()
    """Sentences: of which session, from which line, this one is a branch, and where and how the two parted."""
    program: str = ""
    missing: str = ""
    """Which line could not be read, why, and how far the report reaches; empty where it covers the whole file."""


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One number that moved: ``what`` in words, and ``why`` (the rule or card that did it), in words."""

    what: str
    before: str
    after: str
    why: str
    hidden: bool = False
    """Was it hidden from some role when it happened?"""


@dataclass(frozen=True, slots=True)
class Die:
    """One roll: what for, what the dice showed, what was added, what it had to reach (0: nothing), what came of it."""

    line: int
    turn: int
    role: str
    title: str
    got: int
    plus: int
    target: int
    outcome: str
    chance: float | None
    """The chance of success beforehand, 0 to 1; None where there was none."""
    open: bool = True
    """Did everybody see it?"""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: who, what, why, against which alternatives, how long it took, and what came of it."""

    line: int
    turn: int
    phase: str
    role: str
    name: str
    """The role's, in words."""
    by: str
    """``people``, or the bot."""
    do: str
    attempted: str
    """What was decided, in words, with its slots."""
    happened: str
    """What came of it, in words; empty where nothing did by itself."""
    because: str
    amended: str
    """A better rationale written beside it later."""
    alternatives: tuple[str, ...]
    """The offers not taken, in words."""
    seconds: float
    hat: str
    changes: tuple[NumberChange, ...]
    dice: tuple[Die, ...]
    struck: bool = False
    """Undone later."""
    bookmark: str | None = None
    """The words of its bookmark (perhaps none, an empty text), if it has one."""
    effect: tuple[tuple[str, float], ...] = ()
    """What its changes were worth to each role there and then: (role, points), without what followed from them."""


@dataclass(frozen=True, slots=True)
class TrackMark:
    """What moved a track in a turn, in words."""

    turn: int
    change: int
    why: str
    line: int
    by: str = ""
    """Whose decision, card, deal or rule moved it: a role's name, *Facilitator*, *Card*, *Deal*, *Rule*."""


@dataclass(frozen=True, slots=True)
class Series:
    """One track over the turns: ``values[t]`` when turn t ended, ``values[0]`` when play began."""

    id: str
    name: str
    low: int
    high: int
    values: tuple[int, ...]
    marks: tuple[TrackMark, ...]
    group: str = ""
    """Whose it is, in words; empty for those of everybody."""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on the map at the end, ``x`` and ``y`` from 0 to 1, with its numbers and what they began as."""

    id: str
    name: str
    kind: str
    x: float
    y: float
    numbers: tuple[tuple[str, int, int], ...]
    """(name, at the start, at the end)."""


@dataclass(frozen=True, slots=True)
class EndMap:
    """The map at the end of play."""

    points: tuple[MapPoint, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Aim:
    """One objective of a role and what it came to; ``most`` is None where points have no limit."""

    title: str
    text: str
    points: float
    most: float | None
    secret: bool


@dataclass(frozen=True, slots=True)
class Score:
    """A role's points, in all and by objective."""

    role: str
    name: str
    points: float
    most: float | None
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """How likely a role held the question to be, in a review round."""

    line: int
    turn: int
    role: str
    percent: int
    phrase: str
    because: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """A role's estimates against what came to pass. ``brier`` is the mean of (p - outcome)², 0 best, 1 worst."""

    role: str
    name: str
    count: int
    brier: float | None
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """The scenario's question, whether it came true (None before the end), and what the roles held of it."""

    text: str
    came_true: bool | None
    estimates: tuple[Estimate, ...]
    calibration: tuple[Calibration, ...]


@dataclass(frozen=True, slots=True)
class ReportObservation:
    """A note made in play or later. ``kind`` is note, strength or improvement; ``reference`` is card, paper, page."""

    line: int
    turn: int
    kind: str
    objective: str
    text: str
    about: str
    reference: str
    analysis: str = ""
    """Why: the root cause, as the class or the facilitator put it."""


@dataclass(frozen=True, slots=True)
class ReportRating:
    """One learning objective: P, S, M or U (empty: not rated), what the observations support, and its evidence."""

    objective: str
    text: str
    rating: str
    supported: str
    because: str
    observations: tuple[ReportObservation, ...]
    lines: tuple[int, ...]
    """The evidence."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A row of the improvement plan; the last four are there for organisations that fill them in."""

    issue: str
    recommendation: str
    by: str
    lines: tuple[int, ...]
    action: str = ""
    owner: str = ""
    start: str = ""
    completion: str = ""


@dataclass(frozen=True, slots=True)
class CardPlay:
    """A card, planned against actual. ``status`` is delivered, injected, skipped, deferred, announced or not drawn."""

    number: int
    turn: int
    line: int
    id: str
    title: str
    deck: str
    target: str
    """Who was asked to respond, in words."""
    planned: str
    expected: str
    """What a facilitator was told to look for."""
    done: str
    status: str
    cites: str


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """Seconds a role took in a phase, in all, and over how many decisions."""

    role: str
    name: str
    phase: str
    seconds: float
    decisions: int


@dataclass(frozen=True, slots=True)
class Evenness:
    """How even the facilitator's hand was towards a role."""

    role: str
    name: str
    rulings_for: int
    rulings_against: int
    arguments: int
    mean_modifier: float | None
    """The mean net of strong pros and cons granted to its arguments."""
    seconds: float
    """All the time this role's decisions took."""


@dataclass(frozen=True, slots=True)
class DebriefRemark:
    """Something said in the debrief: ``stage`` as in docs/procedures.md §5, ``kind`` plus, delta, take-away, answer."""

    line: int
    stage: str
    kind: str
    role: str
    name: str
    text: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that cards, actions or the scenario cite, with the facts that this exercise met, by page."""

    document: str
    facts: tuple[tuple[str, str, str], ...]
    """(page, what it says in our words, where it was met)."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What playing on with bots from an alternative says: the mean difference of the role's points, and its interval.

    ``difference`` is the alternative less what was decided, over ``pairs`` of playouts; the interval holds 95 %.
    ``flips`` is the share of pairs that end otherwise.
    """

    name: str
    difference: float
    low: float
    high: float
    flips: float
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class DecisionImpact:
    """How much one decision mattered, against each alternative not taken; ``size`` orders decisions.

    ``size`` is the difference, without its sign, of the first alternative: the one that promised the role most.
    """

    line: int
    turn: int
    role: str
    name: str
    decided: str
    size: float
    sure: bool
    """Is the first alternative's difference not zero, with all comparisons made on the same playouts considered?"""
    alternatives: tuple[Alternative, ...]
    fresh: bool = False
    """Measured on other playouts than those by which the leading decisions were chosen?"""


@dataclass(frozen=True, slots=True)
class Impact:
    """What mattered: the leading decisions first, over ``pairs`` of playouts an alternative, and what bots cannot know.

    The others follow, over the fewer pairs the leading ones were chosen on. Each kind by size, the largest first.
    """

    pairs: int
    bots: str
    decisions: tuple[DecisionImpact, ...]
    caveat: str


@dataclass(frozen=True, slots=True)
class Report:
    """An after-action review."""

    overview: Overview
    ending: str
    ending_text: str
    scores: tuple[Score, ...]
    question: ReportQuestion | None
    impact: Impact | None
    overall: str
    """The worst of the ratings; empty if nothing was rated."""
    ratings: tuple[ReportRating, ...]
    improvements: tuple[Recommendation, ...]
    decisions: tuple[Decision, ...]
    series: tuple[Series, ...]
    map: EndMap
    cards: tuple[CardPlay, ...]
    dice: tuple[Die, ...]
    seed: int
    spent: tuple[TimeSpent, ...]
    evenness: tuple[Evenness, ...]
    hats: tuple[tuple[str, int], ...]
    """Rulings and interventions by the hat they were made under."""
    debrief: tuple[DebriefRemark, ...]
    cited: tuple[CitedDocument, ...]
    notes: tuple[ReportObservation, ...] = ()
    """Observations tied to no objective."""
    shape: int = field(default=SHAPE)
