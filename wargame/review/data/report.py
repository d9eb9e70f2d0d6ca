"""Holds what an after-action review says as plain data, before any format decides how it looks.

There is one `Report` for a session. Every format (`wargame.review.write.formats`) is written from it and from nothing
else; its fields, in this order, are the JSON. The parts are those of an HSEEP after-action report (docs/procedures.md
§6): overview, ratings, analysis by objective, improvement plan, appendices. Texts are as people wrote them; each format
escapes them for itself. A ``line`` is a line number of the session file: the evidence for what is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wargame.review.data.model_page import ModelPage
from wargame.review.data.play_record import CardPlay, Decision, Die, EndMap, Series, TimeSpent

SHAPE = 1
"""The version of this shape, in every JSON report."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who played a role.

    ``people`` is their number, 0 if nobody said it or a bot played; ``names`` are given only if asked for.
    """

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
    """The result of verifying the file, in words."""
    lineage: tuple[str, ...] = ()
    """Sentences: the session and line from which this one branched, and where and how the two differ."""
    program: str = ""
    missing: str = ""
    """Which line could not be read, why, and how far the report reaches; empty where it covers the whole file."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One objective of a role and the points it gave; ``most`` is None where points have no limit."""

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
    """How likely a role held the question to be, in percent, in a review round."""

    line: int
    turn: int
    role: str
    percent: int
    phrase: str
    because: str
    later: str = ""
    """A reason that was written beside it later."""
    hindsight: bool = False
    """Whether that was written when the outcome was known."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A role's estimates compared with the outcome. ``brier`` is the mean of (p - outcome)², 0 best, 1 worst."""

    role: str
    name: str
    count: int
    brier: float | None
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """The scenario's question, whether it came true (None before the end), and the roles' estimates of it."""

    text: str
    criterion: str
    """What exactly makes it true at the end, as a sentence."""
    came_true: bool | None
    estimates: tuple[Estimate, ...]
    calibration: tuple[Calibration, ...]


@dataclass(frozen=True, slots=True)
class ReportObservation:
    """A note made in play or later. ``kind`` is note, strength or improvement.

    ``reference`` is what the decision before it cites: action, deal or card, with the pages. ``doubted``: it is filed
    as something to improve and reads like a strength.
    """

    line: int
    turn: int
    kind: str
    objective: str
    text: str
    about: str
    reference: str
    analysis: str = ""
    """Why: the root cause, as the class or the facilitator put it."""
    doubted: bool = False
    by: str = ""
    """The evaluator who made it; empty for the facilitator."""


@dataclass(frozen=True, slots=True)
class ReportTask:
    """A critical task of a learning objective: its mark (done, not-done, not-seen), and where it can be read.

    ``lines`` are decisions of people with a reason in which it may show; ``bare`` counts those without a reason.
    """

    letter: str
    text: str
    mark: str
    lines: tuple[int, ...]
    bare: int


@dataclass(frozen=True, slots=True)
class ReportEarlierRating:
    """A rating that was given before the last one, and differs from the one that followed it."""

    rating: str
    line: int
    turn: int


@dataclass(frozen=True, slots=True)
class ReportRating:
    """One learning objective: its rating (P, S, M, U; empty if not rated), what was noted supports, and why.

    ``levels`` says what each rating looks like for it, by its letter.
    """

    objective: str
    text: str
    rating: str
    supported: str
    because: str
    observations: tuple[ReportObservation, ...]
    lines: tuple[int, ...]
    """The evidence."""
    tasks: tuple[ReportTask, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    earlier: tuple[ReportEarlierRating, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A row of the improvement plan. The last four fields are for organisations that fill them in."""

    issue: str
    recommendation: str
    by: str
    lines: tuple[int, ...]
    action: str = ""
    owner: str = ""
    start: str = ""
    completion: str = ""


@dataclass(frozen=True, slots=True)
class Evenness:
    """How even the facilitator was towards a role."""

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
    """Something said in the debrief.

    ``stage`` is a stage of docs/procedures.md §5; ``kind`` is plus, delta, take-away ...
    """

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
class ClaimDecision:
    """A decision that bears on a claim. ``side`` is for, against, both, or asked (it answered a card about the claim).

    ``verb`` is the command, ``cited`` the title of the action, deal or card whose citations tell the side.
    """

    line: int
    turn: int
    role: str
    name: str
    verb: str
    cited: str
    side: str


@dataclass(frozen=True, slots=True)
class ClaimWeakness:
    """A reason why a claim may fail, and what it rests on: pages of the same document, or another document."""

    text: str
    pages: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True)
class ClaimSwitch:
    """A part of the scenario that stands for a claim; ``off``: the exercise was played without it."""

    title: str
    text: str
    off: bool


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """A rule that happens by itself and cites what a claim rests on, with the turns in which it did."""

    title: str
    text: str
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClaimMeasure:
    """What a choice about a claim changed for a role among bots, in points: means with their standard errors."""

    title: str
    name: str
    soon: float
    soon_error: float
    end: float
    end_error: float

    @property
    def is_sure(self) -> bool:
        """Whether the mean at the end is more than two errors from nothing."""
        return abs(self.end) > 2 * self.end_error


@dataclass(frozen=True, slots=True)
class ReportClaim:
    """A claim of a document, what was decided here for and against it, why it may fail, and what was built in."""

    document: str
    """The document in short: *Nolden 2011*."""
    document_title: str
    claim: str
    """The id of the claim."""
    title: str
    text: str
    pages: tuple[str, ...]
    decisions: tuple[ClaimDecision, ...]
    may_fail: tuple[ClaimWeakness, ...]
    rules: tuple[ClaimRule, ...]
    switches: tuple[ClaimSwitch, ...]
    measures: tuple[ClaimMeasure, ...]


@dataclass(frozen=True, slots=True)
class ReportCardQuestion:
    """A question for the class on a card that came."""

    turn: int
    line: int
    card: str
    question: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """What the documents claim, and what happened here.

    ``silent`` are the documents cited in play that state no claims. The ``best`` first ``questions`` are the best.
    ``pairs`` is the number of exercises behind each measured figure, 0 where none was measured. ``teaches`` is what the
    scenario itself says of what it has built in.
    """

    claims: tuple[ReportClaim, ...] = ()
    silent: tuple[str, ...] = ()
    questions: tuple[ReportCardQuestion, ...] = ()
    best: int = 0
    pairs: int = 0
    teaches: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What playouts from an alternative say: the mean difference of the role's points, and its interval.

    ``difference`` is the alternative less what was decided, over ``pairs`` of playouts; the interval holds 95 %.
    ``flips`` is the share of pairs that end with another ending.
    """

    name: str
    difference: float
    low: float
    high: float
    flips: float
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class DecisionImpact:
    """How much one decision mattered, compared with each alternative not taken; ``size`` orders decisions.

    ``size`` is the absolute difference of the first alternative: the one that promised the role most.
    """

    line: int
    turn: int
    role: str
    name: str
    decided: str
    size: float
    sure: bool
    """Whether the first alternative's difference is not zero, allowing for all comparisons on the same playouts."""
    alternatives: tuple[Alternative, ...]
    fresh: bool = False
    """Whether it was measured on other playouts than those by which the leading decisions were chosen."""


@dataclass(frozen=True, slots=True)
class Impact:
    """The decisions that mattered, and what bots cannot know.

    The leading decisions come first, measured over ``pairs`` of playouts for each alternative. The others follow, over
    the fewer pairs on which the leading ones were chosen. Each group is ordered by size, the largest first.
    """

    pairs: int
    bots: str
    decisions: tuple[DecisionImpact, ...]
    caveat: str


@dataclass(frozen=True, slots=True)
class ReportHandout:
    """A handout that was met in play: its card, caption, what is on it, the name of its kept file, and its bytes.

    ``data`` is empty where the file is no longer there; JSON leaves it out.
    """

    card: str
    caption: str
    text: str
    file: str
    data: bytes = b""


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
    handouts: tuple[ReportHandout, ...] = ()
    """The pictures and pages of the cards that came."""
    papers: ClaimPage = field(default_factory=ClaimPage)
    """What the documents claim, and what happened here."""
    model: ModelPage | None = None
    """What moves and reads each number; None where it was not asked for, as among many sessions."""
    shape: int = field(default=SHAPE)
