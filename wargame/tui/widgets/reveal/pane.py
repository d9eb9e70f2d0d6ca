"""The reveal at the table: all plans as bands, then one plan alone with its odds, then its dice and its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from textual.content import Content
from textual.message import Message

from wargame.exercise.room.stage import Shown, find_shown
from wargame.exercise.seat import Seat
from wargame.exercise.view.reveal import PlanReveal, RevealStage
from wargame.likelihood import count_winning_rolls
from wargame.rules.known_plan import KnownCheck, KnownPlan
from wargame.rules.text.event_text import format_outcome, list_dice_lines
from wargame.rules.text.plan_text import format_attempted, format_check, list_bonus_lines, list_promise_lines
from wargame.tui.widgets.argument_lines import iter_argument
from wargame.tui.widgets.map.zone_map import shorten
from wargame.tui.widgets.reveal.block_letters import HIGH, draw_block, fit_block, measure_block
from wargame.tui.widgets.role_look import RoleLook, list_role_looks
from wargame.tui.widgets.roll import PIPS
from wargame.tui.widgets.row_diff_text import TextRows
from wargame.tui.widgets.tracks import DIM

MOVES = 0.4
"""The seconds for which a stage moves."""
ROOMY = 100
"""The smallest width at which the letters may have the larger scale."""
_KEPT = "\u00a0"
"""A space at which no line is broken."""
WALL = 116
"""The smallest width at which digits are as large as they get."""
_TUMBLE = ((3, 6), (1, 4), (5, 2), (6, 3), (2, 5), (4, 1), (1, 6))
"""The faces that dice show while they tumble."""


class RevealPane(TextRows):
    """What the reveal has come to, as large as the room allows. ``progress`` (0 to 1) is how far its movement is."""

    DEFAULT_CSS = """
    RevealPane { width: 1fr; height: 1fr; display: none; }
    """

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._success, self._failure = ("*", "x") if ascii else ("✓", "✗")
        self._shown: Shown | None = None
        self._looks: dict[str, RoleLook] = {}
        self._kept: tuple[tuple[int, int, float], list[Content]] | None = None
        self.progress = 1.0

    class Settled(Message):
        """A movement has come to its end."""

    @property
    def is_moving(self) -> bool:
        """Is it drawn before the end of a movement?"""
        return self.progress < 1

    def show(self, seat: Seat) -> bool:
        """Draw what the seat knows of the reveal. Return whether its stage is another one than before."""
        before, shown = self._shown, find_shown(seat.find_reveal())
        if shown is not None:
            shown = shown._replace(heard=tuple(iter_argument(seat)))
        if shown == before:
            return False
        self._looks = list_role_looks(seat)
        self._shown, self._kept = shown, None
        self.refresh()
        return shown is not None and (before is None or shown != before._replace(heard=shown.heard))

    @property
    def is_shown(self) -> bool:
        """Is there something of a reveal to show?"""
        return self._shown is not None

    def move_to(self, progress: float) -> None:
        """Draw the movement at this place, from 0 to 1, its end."""
        before, moved = self.list_rows(self.size.width), self.progress < 1
        self.progress, self._kept = progress, None
        self.redraw(before)
        if moved and not self.is_moving:
            self.post_message(self.Settled())

    def list_rows(self, width: int) -> Sequence[Content]:
        """Return the rows at a width."""
        key = width, self.size.height, self.progress
        if self._kept is None or self._kept[0] != key:
            self._kept = key, self._draw(width, self.size.height) if self._shown is not None and width else []
        return self._kept[1]

    def _draw(self, width: int, height: int) -> list[Content]:
        shown = self._shown
        if shown is None:
            return []
        if shown.plan is None or shown.told is None:
            return self._draw_plans(shown, width, height)
        look = self._looks[shown.plan.role]
        body = self._draw_dice if shown.stage is RevealStage.ROLLED else self._draw_odds
        return body(shown.plan, shown.told, look, width, height)

    # All plans, side by side

    def _draw_plans(self, shown: Shown, width: int, height: int) -> list[Content]:
        count = len(shown.plans)
        rows: list[Content] = []
        gap = 1 if height >= 4 * count else 0
        least = height // count - gap - 1
        names = [format_attempted(plan) for plan in shown.plans]
        large = not self._ascii and all(_fit_title(name, width - 11, least) for name in names)
        for n, (plan, text) in enumerate(zip(shown.plans, shown.texts, strict=True)):
            end = height * (n + 1) // count
            high = max(end - len(rows) - gap, 1)
            turned = self.progress * count > n
            rows += self._draw_band(plan, text, n + 1, width, high, turned=turned, large=large)
            rows += [Content("")] * (end - len(rows))
        return rows[:height]

    def _draw_band(
        self, plan: KnownPlan, text: str, number: int, width: int, height: int, *, turned: bool, large: bool
    ) -> list[Content]:
        """Draw the band of one plan; before it is turned, its back. ``large``: all names fit in block letters."""
        look = self._looks[plan.role]
        edge = 9 if height >= HIGH and not self._ascii else 5
        ground = f"on {look.ink}-ground"
        digit = draw_block(str(number)) if edge == 9 else [str(number)]
        room = width - edge - 2
        name = format_attempted(plan) if turned else "?"
        letters = _fit_title(name, room, height - 1) if large else None
        title = letters if letters is not None else [name.upper()]
        drawn = [look.draw_name()] + [Content.styled(shorten(row, room), f"bold {look.ink}") for row in title]
        if turned:
            drawn += [Content(row) for row in wrap(text, room)[: max(height - len(drawn), 0)]]
        out = []
        for y in range(height):
            at, line = y - max((height - len(digit)) // 2, 0), y - max((height - len(drawn)) // 2, 0)
            mark = digit[at] if 0 <= at < len(digit) else ""
            content = drawn[line] if 0 <= line < len(drawn) else Content("")
            rest = max(width - edge - 2 - content.cell_length, 0)
            out.append(Content.assemble(
                (mark.center(edge), look.plate), ("  ", ground), content.stylize_before(ground), (" " * rest, ground)
            ))  # fmt: skip
        return out

    # One plan alone

    def _draw_head(self, plan: KnownPlan, look: RoleLook, width: int, room: int) -> list[Content]:
        """Draw whose plan it is and what it is, in at most ``room`` rows."""
        name = format_attempted(plan)
        letters = None if self._ascii else _fit_title(name, width - 4, room - 1)
        rows = [Content.styled(row, f"bold {look.ink}") for row in letters or wrap(name.upper(), width - 4)[:2]]
        return [look.draw_name(), *rows]

    def _draw_odds(self, plan: KnownPlan, told: PlanReveal, look: RoleLook, width: int, height: int) -> list[Content]:
        """Draw a plan with its odds, the ways in which dice fall, what counts, and what would follow."""
        roomy = height >= 20
        rows = self._draw_head(plan, look, width, max(height // 3, 3))
        if roomy or not plan.title:
            rows += [Content(line) for line in wrap(told.text, width - 4)[:2]]
        rows.append(Content(""))
        below = self._list_notes(plan, told, width - 4)
        if self._shown is not None and not plan.title:
            is_told = len(wrap(format_attempted(plan), width - 4)) <= 2  # the head says all of what is argued
            heard = self._shown.heard[is_told:]
            below = [Content(line) for text in heard for line in wrap(text, width - 4)] + below
        if plan.result == "held":
            rows += self._draw_band_of_outcome(plan, look, width, height - len(rows))
        elif told.check is not None:
            room = height - len(rows) - min(len(below) + 1, height // 3)
            rows += self._draw_chance(told.check, look, width, room)
        rows.append(Content(""))
        rows += below
        return _indent(rows, height, width, spread=roomy)

    def _list_notes(self, plan: KnownPlan, told: PlanReveal, width: int) -> list[Content]:
        """Return the lines below the odds: what counts, and what would follow."""
        if not plan.title:
            return [Content.styled("It is an argument, and is heard now.", "bold")]
        if told.check is None and plan.result != "held":
            rows = [Content.styled("No dice decide about it.", "bold")]
        elif told.check is None:
            rows = []
        elif told.check.odds is None:
            rows = [Content.styled("Something counts that not everybody sees: only its team knows the odds.", DIM)]
        else:
            rows = [Content.styled(" ".join(list_bonus_lines(told.check)), DIM)]
        promises = list_promise_lines(told.success, told.failure)
        if len(promises) == 2:
            promises = [f"{mark} {line}" for mark, line in zip((self._success, self._failure), promises, strict=True)]
        rows += [Content(line) for text in promises for line in _wrap_changes(text, width)]
        return rows

    def _draw_chance(self, check: KnownCheck, look: RoleLook, width: int, room: int) -> list[Content]:
        """Draw the odds in block digits beside the ways in which two dice fall."""
        said, most = "", None
        if check.odds is not None:
            eased = 1 - (1 - self.progress) ** 2
            said, most = f"{round(check.odds * eased)}%", check.target - check.plus
        if self._ascii:
            return [*([Content.styled(said, "bold")] if said else []), Content(format_check(check))]
        scale = 3 if room >= 3 * HIGH and width >= WALL else 2 if room >= 2 * HIGH and width >= 80 else 1
        digits = draw_block(said, scale) if said else [""] * HIGH * scale
        cell = 4 if width >= ROOMY else 3
        left = (measure_block("00%", scale) or 0) + (6 if width >= ROOMY else 3) if said else 0
        chart = [Content.styled(format_check(check), "bold"), *_draw_ways(look, most, max(len(digits) - 2, 2), cell)]
        chart = [*[Content("")] * (len(digits) - len(chart)), *chart]
        rows = []
        for y in range(max(len(digits), len(chart))):
            big = digits[y] if y < len(digits) else ""
            beside = chart[y] if y < len(chart) and width >= left + 11 * cell + 2 else Content("")
            rows.append(Content.assemble((big.ljust(left), f"bold {look.ink}"), beside))
        return rows

    def _draw_dice(self, plan: KnownPlan, told: PlanReveal, look: RoleLook, width: int, height: int) -> list[Content]:
        """Draw the dice with their sum, what was needed, and the outcome."""
        rows = self._draw_head(plan, look, width, max(height // 4, 3))
        rows.append(Content(""))
        roll, falls = plan.roll, self.progress < 1
        if roll is not None:
            tumbling = _TUMBLE[int(self.progress * len(_TUMBLE)) % len(_TUMBLE)]
            dice = tumbling if falls and len(roll.dice) == 2 else roll.dice
            lines = [] if falls else [Content.styled(line, "bold" if not at else "") for at, line in
                                      enumerate(list_dice_lines(roll, brief=width < ROOMY)[:-1])]  # fmt: skip
            total = "" if falls else str(roll.total)
            rows += self._draw_throw(dice, total, lines, look, width, tall=height >= 20)
        rows.append(Content(""))
        if not falls:
            rows += self._draw_band_of_outcome(plan, look, width, height - len(rows))
        return _indent(rows, height, width, spread=height >= 20)

    def _draw_throw(
        self, dice: Sequence[int], total: str, lines: Sequence[Content], look: RoleLook, width: int, *, tall: bool
    ) -> list[Content]:
        """Draw the dice, the sum beside them, and lines of words at the right."""
        if self._ascii:
            return [Content.styled(f"{' + '.join(map(str, dice))} = {total}", "bold"), *lines]
        large = tall and width >= ROOMY
        wide, high = (15, 7) if large else (9, 5)
        faces = [_draw_face(n, wide, high) for n in dice] if len(dice) == 2 else []
        scale = 2 if large and width >= WALL else 1
        sums = draw_block(f"= {total}" if faces else total, scale) if total else []
        room = (measure_block("= 00", scale) or 0) + 6
        rows = []
        for y in range(max(high, HIGH * scale)):
            face: list[str | tuple[str, str]] = [" " * (wide + 2)] * len(faces)
            if y < high:
                face = [part for one in faces for part in ((one[y], look.plate), "  ")]
            at = y - max((high - HIGH * scale) // 2, 0)
            digit = sums[at] if 0 <= at < len(sums) else ""
            line = lines[y - 1] if 0 <= y - 1 < len(lines) else Content("")
            rows.append(Content.assemble(*face, (f"  {digit}".ljust(room), "bold"), line))
        return rows

    def _draw_band_of_outcome(self, plan: KnownPlan, look: RoleLook, width: int, room: int) -> list[Content]:
        """Draw the outcome over the whole width: a full band for a success, an open one for everything else."""
        good = plan.result == "success"
        words = "could not pay" if plan.result == "held" else format_outcome(good)
        if plan.overruled:
            words = f"{words}, overruled"
        mark = self._success if good else self._failure
        said = f"{mark} {words}".upper()
        letters = None if self._ascii else fit_block(said, width - 4, min(room - 2, HIGH), most=1)
        inner = letters if letters is not None else [said]
        edge, style = (" ", look.plate) if good else ("=" if self._ascii else "━", f"bold {look.ink}")
        rule = [Content.styled(edge * width, look.plate if good else look.ink)] if room > len(inner) + 1 else []
        return [*rule, *(Content.styled(row.center(width)[:width], style) for row in inner), *rule]


def _wrap_changes(text: str, width: int) -> list[str]:
    """Wrap a list of changes between two of them: a name stays beside its number."""
    whole = ", ".join(part.replace(" ", _KEPT) for part in text.split(", "))
    lines = wrap(whole, width, subsequent_indent="  ", break_on_hyphens=False)
    return [line.replace(_KEPT, " ") for line in lines]


def _fit_title(name: str, width: int, height: int) -> list[str] | None:
    """Return what a plan is called in block letters; where it is too long, its zone or its words in a line below them.

    None where no part of it fits.
    """
    letters = fit_block(name, width, height, most=1)
    head, colon, rest = name.partition(": ")
    if letters is None and colon:
        letters = fit_block(head, width, height - 1, most=1)
        return [*letters, shorten(rest.upper(), width)] if letters is not None else None
    return letters


def _draw_ways(look: RoleLook, needed: int | None, height: int, cell: int) -> list[Content]:
    """Draw in how many ways two dice fall to each sum, full where that is enough, and the sums below.

    A sum is ``cell`` cells wide with its gap.
    """
    high = min(height, 6)
    columns = [(total, count_winning_rolls(total) - count_winning_rolls(total + 1)) for total in range(2, 13)]
    rows = []
    for level in range(high, 0, -1):
        parts: list[Content | str | tuple[str, str]] = []
        for total, ways in columns:
            good = needed is not None and total >= needed
            bar = ("█" if good else "░") if ways * high >= level * 6 else " "
            parts.append((f"{bar * (cell - 1)} ", look.ink if good else DIM))
        rows.append(Content.assemble(*parts))
    sums = (
        (f"{total:>2}".ljust(cell), f"bold {look.ink}" if needed is not None and total >= needed else DIM)
        for total, _ in columns
    )
    rows.append(Content.assemble(*sums))
    return rows


def _draw_face(n: int, wide: int, high: int) -> list[str]:
    """Draw the face of a die as rows of text for a plate."""
    pip = "███" if wide > 9 else "●"
    step = (wide - 3) // 3 + (1 if wide > 9 else 0)
    rows = [" " * wide for _ in range(high)]
    for at in PIPS[n]:
        y, x = divmod(at, 3)
        row = 1 + y * ((high - 2) // 2 if high > 5 else 1)
        column = 1 + x * step + (1 if wide <= 9 else 0)
        line = rows[row]
        rows[row] = line[:column] + pip + line[column + len(pip) :]
    return rows


def _indent(rows: list[Content], height: int, width: int, *, spread: bool) -> list[Content]:
    """Set rows two cells in, and a row down where there is room; a row as wide as the pane stays where it is."""
    top = max((height - len(rows)) // 4, 0) if spread else 0
    moved = [row if row.cell_length >= width else Content.assemble("  ", row) for row in rows]
    return ([Content("")] * top + moved)[:height]
