"""The page of the projector as data for its templates: what the room may see, from the seat of an observer."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.devices.map_layout import DrawnMap, draw_map
from wargame.exercise.room.end_page import RoomEndPage, build_end_page
from wargame.exercise.room.news import NewsPiece, begins_phase, list_blocks
from wargame.exercise.room.role_doings import RESULTS, RoleDoing, list_role_doings
from wargame.exercise.room.stage import Shown, find_shown
from wargame.exercise.seat import Seat
from wargame.exercise.view.asked import Asked
from wargame.exercise.view.cards import TableCards
from wargame.exercise.view.hearing import Hearing
from wargame.exercise.view.numbers import KnownNumber
from wargame.exercise.view.question import GivenEstimate
from wargame.exercise.view.reveal import RevealStage
from wargame.exercise.view.times import TimeLeft
from wargame.exercise.view.zones import KnownMap
from wargame.likelihood import compute_odds, count_winning_rolls
from wargame.likelihood_text import format_likelihood
from wargame.rules.banners import Banner, BannerKind, find_banners
from wargame.rules.known_plan import KnownCheck, KnownPlan
from wargame.rules.text.banner_text import format_banner_title, list_banner_lines
from wargame.rules.text.event_text import format_unknown_odds, list_dice_lines
from wargame.rules.text.plan_text import (
    format_attempted,
    format_check,
    list_bonus_lines,
    list_promise_lines,
)
from wargame.rules.text.rule_text import begin_sentence, format_known_moves
from wargame.rules.told import KnownRoll
from wargame.session.text.line_text import format_came_true, format_position, format_wordless

PHASES = ("inject", "deal", "plan", "adjudicate", "close")
MOST_NEWS = 4
"""The most sentences on what has just happened; the log of every team has all."""
MOST_STEPS = 12
"""The longest scale that is drawn step by step."""
MOST_TURNS = 10
"""The most turns of a number that are drawn."""
MOST_BANNERS = 3
PIPS = {1: (4,), 2: (0, 8), 3: (0, 4, 8), 4: (0, 2, 6, 8), 5: (0, 2, 4, 6, 8), 6: (0, 2, 3, 5, 6, 8)}
"""For each face of a die, which of its nine places have a pip."""
PIP_AT = (26, 50, 74)


@dataclass(frozen=True)
class TableBar:
    """The bar: the exercise and where play stands."""

    title: str
    when: str
    phases: tuple[tuple[str, bool], ...]
    paused: bool
    practice: bool


@dataclass(frozen=True)
class Clock:
    """The time left of the phase in seconds, negative once it is used up (None: no plan by phases); minutes played."""

    left: int | None
    spent: int
    minutes: int
    paused: bool


@dataclass(frozen=True)
class Track:
    """One number with its scale: each step of it as (x, width, look); its history as heights from 0 to 20."""

    label: str
    now: int
    before: int
    high: int
    steps: tuple[tuple[float, float, str], ...]
    history: tuple[int, ...]
    heights: tuple[int, ...]
    near: str
    """The title of the ending that is near because of this number; empty without one."""


@dataclass(frozen=True)
class Doing:
    """A role with what it does, and its plan once that is revealed. ``moves``: what the plan moved at once."""

    place: int
    name: str
    mark: str
    words: str
    active: bool
    plan: str
    text: str
    odds: str
    moves: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Board:
    """The table: map, tracks, card, what each role does, and what has just happened."""

    doings: tuple[Doing, ...]
    map: DrawnMap
    zones: KnownMap
    tracks: tuple[Track, ...]
    columns: int
    """For how many turns the history of a track has room."""
    small: tuple[tuple[str, int, int, int, bool], ...]
    """Wills of members and derived numbers: label, value, change in this turn, the highest, and whether it refuses."""
    so: tuple[str, ...]
    cards: TableCards
    asked: str
    about: str
    question: str
    news: tuple[NewsPiece, ...]
    more: int
    phase: str


@dataclass(frozen=True)
class Dice:
    """Two dice as the places of their pips; a sum alone where nobody knows the two."""

    faces: tuple[tuple[tuple[int, int], ...], ...]
    total: int
    said: str
    lines: tuple[str, ...]
    success: bool


@dataclass(frozen=True)
class Ways:
    """In how many ways two dice fall to a sum, as a bar; ``good``: the sum is enough."""

    total: int
    ways: int
    good: bool


@dataclass(frozen=True)
class RevealView:
    """The stage of a reveal: all plans, or one of them with its odds or its dice."""

    stage: RevealStage
    doings: tuple[Doing, ...]
    place: int
    name: str
    title: str
    text: str
    check: str
    odds: str
    notes: tuple[str, ...]
    ways: tuple[Ways, ...]
    promises: tuple[str, ...]
    dice: Dice | None
    outcome: str
    success: bool


@dataclass(frozen=True)
class HearingView:
    """An argument that is heard, with its odds as the points stand."""

    hearing: Hearing
    place: int
    name: str
    asked: str
    sides: tuple[tuple[str, tuple[tuple[str, str, int, bool], ...]], ...]
    odds: int | None
    low: int
    high: int
    said: str
    strip: tuple[tuple[int, bool], ...]
    dice: Dice | None


@dataclass(frozen=True)
class EndView:
    """A page after the end, for the room."""

    page: RoomEndPage
    scores: tuple[tuple[int, str, str, tuple[tuple[str, str, str, bool], ...]], ...]
    truth: str
    drift: tuple[tuple[int, str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class BannerView:
    """A moment that nobody must miss, as it lies over the table for some seconds."""

    kind: BannerKind
    place: int
    title: str
    lines: tuple[str, ...]


def build_table_bar(seat: Seat) -> TableBar:
    """Return the bar of the page."""
    at = seat.find_position()
    when = begin_sentence(format_position(at.turn, at.turns, at.phase, at.over))
    phases = () if at.over or not at.turn else tuple((begin_sentence(one), one == at.phase) for one in PHASES)
    return TableBar(at.title, when, phases, at.paused, not at.recorded)


def build_clock(left: TimeLeft | None) -> Clock | None:
    """Return the clock; None where the facilitator does not show it."""
    if left is None:
        return None
    phase = None if left.phase is None else int(left.phase)
    return Clock(phase, int(left.spent // 60), left.minutes, left.paused)


def _list_places(seat: Seat) -> dict[str, int]:
    return {role.id: place for place, role in enumerate(seat.list_roles())}


# The board


def build_board(seat: Seat) -> Board:
    """Return the table as everybody may see it."""
    at, asked = seat.find_position(), seat.find_asked()
    cards, zones = seat.find_cards(), seat.build_map()
    blocks = list_blocks(seat, begins_phase)
    pieces = [piece for piece in blocks[0].pieces if not piece.listed] if blocks else []
    small = [(one.member.name, one.now, one.now - one.before, one.high, one.refuses) for one in seat.list_members()]
    small += [(one.label, one.now, one.change, one.high, False) for one in seat.list_numbers() if one.kind == "derived"]
    so = [flag.label for flag in seat.list_flags() if flag.now]
    so += [f"Deal: {deal.title}" for deal in seat.list_deals()]
    card = cards.now
    asks = seat.find_role(card.role).name if card is not None and card.role else ""
    return Board(
        doings=tuple(list_doings(seat, asked)),
        map=draw_map(zones),
        zones=zones,
        tracks=tuple(list_tracks(seat)),
        columns=min(at.turns + 1, MOST_TURNS),
        small=tuple(small),
        so=tuple(so),
        cards=cards,
        asked=f"{asks}: {card.prompt}" if card is not None and asks else "",
        about="" if at.turn else seat.find_briefing().summary,
        question=asked.question,
        news=tuple(pieces[-MOST_NEWS:]),
        more=max(len(pieces) - MOST_NEWS, 0),
        phase=at.phase,
    )


def list_doings(seat: Seat, asked: Asked) -> list[Doing]:
    """Return each role with what it does, in the order in which the roles act."""
    reveal, places = seat.find_reveal(), _list_places(seat)
    plans = {plan.role: plan for plan in reveal.plans} if reveal.revealed else {}
    texts = {one.role: one.text for one in reveal.stages}
    return [
        _build_doing(places[one.role], seat.find_role(one.role).name, one, plans.get(one.role), texts.get(one.role, ""))
        for one in list_role_doings(asked, seat, together=True)  # each on its own device
    ]


def _build_doing(place: int, name: str, doing: RoleDoing, plan: KnownPlan | None, text: str) -> Doing:
    mark, words = doing.mark, doing.words.lower()
    if plan is None:
        return Doing(place, name, mark, words, doing.active, "", "", "", ())
    if not words:
        mark, words = RESULTS[plan.result]
    words = f"{words}, overruled" if plan.overruled else words
    moves = tuple((move.label, move.before, move.after) for move in plan.moves)
    return Doing(
        place, name, mark, words, doing.active, format_attempted(plan), text, _format_roll_odds(plan.roll), moves
    )


def _format_roll_odds(roll: KnownRoll | None) -> str:
    """Return the odds of a roll that has fallen, and its dice: *58 %, dice 10*; empty without one."""
    if roll is None:
        return ""
    chance = f"{compute_odds(roll.target - roll.plus)} %" if roll.target else format_unknown_odds()
    return f"{chance}, dice {roll.total}"


def list_tracks(seat: Seat) -> list[Track]:
    """Return the tracks that the room may see, with their history."""
    near = {number: brink.title for brink in reversed(seat.list_brinks()) for number in brink.numbers}
    out = []
    for one in seat.list_numbers():
        if one.kind != "track":
            continue
        history = (*one.history, one.now)[-MOST_TURNS:]
        heights = tuple(max(round(20 * (value - one.low) / (one.high - one.low)), 1) for value in history)
        out.append(
            Track(
                one.label, one.now, one.before, one.high, tuple(_list_steps(one)), history, heights,
                near.get(one.id, ""),
            )
        )  # fmt: skip
    return out


def _list_steps(one: KnownNumber) -> list[tuple[float, float, str]]:
    """Return the steps of a scale: full, gone since the turn began, or empty; a long scale is drawn in tenths."""
    span = one.high - one.low
    count = span if span <= MOST_STEPS else 10
    wide = 100 / count

    def fill(value: int) -> int:
        return round((value - one.low) * count / span)

    now, was = fill(one.now), fill(one.before)
    looks = ["full" if n < now else "gone" if n < was else "" for n in range(count)]
    return [(round(n * wide + 0.6, 2), round(wide - 1.2, 2), look) for n, look in enumerate(looks)]


# The reveal


def build_reveal(seat: Seat) -> RevealView | None:
    """Return the stage of a reveal; None where the table is shown."""
    shown = find_shown(seat.find_reveal())
    if shown is None:
        return None
    doings, places = tuple(list_doings(seat, seat.find_asked())), _list_places(seat)
    plan, told = shown.plan, shown.told
    if plan is None or told is None:
        return RevealView(shown.stage, doings, 0, "", "", "", "", "", (), (), (), None, "", False)
    check = told.check
    rolled = shown.stage is RevealStage.ROLLED
    lines = list_promise_lines(told.success, told.failure)
    if rolled and len(lines) == 2 and plan.result in ("success", "failure"):
        lines = [lines[plan.result == "failure"]]
    mark, words = RESULTS[plan.result]
    outcome = f"{mark} {begin_sentence(words)}{', overruled' * plan.overruled}"
    return RevealView(
        stage=shown.stage,
        doings=doings,
        place=places[plan.role],
        name=plan.name,
        title=format_attempted(plan),
        text=told.text,
        check=format_check(check) if check is not None else "",
        odds="" if check is None or check.odds is None else str(check.odds),
        notes=tuple(_list_notes(shown, check)),
        ways=tuple(_list_ways(check)) if not rolled else (),
        promises=tuple(map(begin_sentence, lines)),
        dice=build_dice(plan.roll) if rolled and plan.roll is not None else None,
        outcome=outcome if rolled or plan.result == "held" else "",
        success=plan.result == "success" or plan.result == "done",
    )


def _list_notes(shown: Shown, check: KnownCheck | None) -> list[str]:
    """Return what counts beside the dice, or why no dice fall."""
    plan = shown.plan
    if plan is None or plan.result == "held":
        return []
    if not plan.title:
        return ["It is an argument, and is heard now."]
    if check is None:
        return ["No dice decide about it."]
    if check.odds is None:
        return ["Something counts that not everybody sees: only its team knows the odds."]
    return list_bonus_lines(check)


def _list_ways(check: KnownCheck | None) -> list[Ways]:
    if check is None or check.odds is None:
        return []
    needed = check.target - check.plus
    return [
        Ways(total, count_winning_rolls(total) - count_winning_rolls(total + 1), total >= needed)
        for total in range(2, 13)
    ]


def build_dice(roll: KnownRoll) -> Dice:
    """Return a roll as its dice and its words."""
    faces = (
        tuple(tuple((PIP_AT[at % 3], PIP_AT[at // 3]) for at in PIPS[n]) for n in roll.dice)
        if len(roll.dice) == 2
        else ()
    )
    *lines, said = list_dice_lines(roll)
    return Dice(faces, sum(roll.dice), said, tuple(lines), roll.success)


# The hearing


def build_hearing(seat: Seat) -> HearingView | None:
    """Return the argument that is heard now; None without one, and for one that the room does not hear."""
    hearing = seat.find_hearing()
    if hearing is None:
        return None
    places = _list_places(seat)
    sides = tuple(
        (
            word,
            tuple(
                (one.text or begin_sentence(format_wordless()), seat.find_role(one.role).name, places[one.role],
                 one.strong)
                for one in points
            ),
        )
        for word, points in (("Against", hearing.cons), ("For", hearing.pros))
    )  # fmt: skip
    odds = said = None
    low, high = (pick(one.percent for one in hearing.odds) for pick in (min, max))
    counts = len(hearing.pros), len(hearing.cons)
    if hearing.weighed:
        counts = sum(one.strong for one in hearing.pros), sum(one.strong for one in hearing.cons)
    if hearing.method == "weighted":
        odds = hearing.find_odds(*counts).percent
        said = "of the points count" if hearing.weighed else "if every point counts"
        said = f"{counts[0]} for, {counts[1]} against {said}" if hearing.weighed else said
    return HearingView(
        hearing=hearing,
        place=places[hearing.role],
        name=seat.find_role(hearing.role).name,
        asked=format_known_moves(hearing.moves, hearing.hidden) if hearing.moves or hearing.hidden else "",
        sides=sides,
        odds=odds,
        low=low,
        high=high,
        said=said or "",
        strip=tuple((one, one == odds) for one in sorted({one.percent for one in hearing.odds})),
        dice=build_dice(hearing.roll) if hearing.roll is not None else None,
    )


# The end


def build_end(seat: Seat) -> EndView | None:
    """Return the page after the end to which the facilitator has turned; None while the exercise goes on."""
    if not seat.find_position().over:
        return None
    page, places = build_end_page(seat), _list_places(seat)
    scores = tuple(
        (
            places[known.role],
            seat.find_role(known.role).name,
            f"{known.total:.1f}" if page.whole else "",
            tuple(
                (one.title, f"{one.points:.1f}{f' of {one.most:g}' if one.most is not None else ''}", one.text,
                 one.secret)
                for one in known.objectives
            ),
        )
        for known in page.scores
    )  # fmt: skip
    question = page.question
    drift = tuple(
        (places[role.id], role.name, tuple(_list_drift(question.estimates, role.id)))
        for role in seat.list_roles()
        if question is not None and any(one.role == role.id for one in question.estimates)
    )
    truth = format_came_true(bool(question.came_true)) if question is not None else ""
    return EndView(page, scores, truth, drift)


def _list_drift(estimates: tuple[GivenEstimate, ...], role: str) -> list[str]:
    return [
        f"turn {one.turn}: {one.percent} % ({format_likelihood(one.percent)})" for one in estimates if one.role == role
    ]


# Banners


def find_banner_views(seat: Seat) -> tuple[int, tuple[BannerView, ...]]:
    """Return the latest moments since the facilitator went on, after their place in the log; none after the end.

    The page of the ending itself tells of the end.
    """
    if seat.find_position().over:
        return 0, ()
    places = _list_places(seat)
    for place, entry in reversed(seat.list_log()):
        banners = [one for one in find_banners(entry.told) if one.kind is not BannerKind.ENDING]
        if banners:
            return place, tuple(_build_banner(one, places) for one in banners[:MOST_BANNERS])
        if entry.by_facilitator:
            break
    return 0, ()


def _build_banner(banner: Banner, places: dict[str, int]) -> BannerView:
    lines = tuple(list_banner_lines(banner))
    return BannerView(banner.kind, places.get(banner.role, -1), format_banner_title(banner), lines)
