"""The desk of a plan at 120x40: all that the decision needs fits its panes, and it has at most 350 words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.content import Content

from tests.exercise.exercise_driver import act, begin
from tests.playing import by_seed
from wargame.content.load.loader import load_content
from wargame.exercise.seat import Seat
from wargame.tui.app.commands import iter_all_commands
from wargame.tui.play.desk.decision_text import HINTS, format_heading
from wargame.tui.play.desk.offer_detail import iter_detail
from wargame.tui.play.desk.offers import count_rows, list_offer_items
from wargame.tui.play.desk.plan_map import build_plan_preview
from wargame.tui.play.desk.role_knowledge import Knowledge

KNOWN, LIST, DETAIL, ROWS = 37, 34, 43, 30
"""The columns of the panes of a desk at 120x40, and their rows."""
SCENARIOS = ("impracticable-alliance", "crossroads", "security-through-partnership")


def plans(scenario: str, seed: int) -> Iterator[Seat]:
    """The roles that plan, whenever one does, in an exercise that is played at random."""
    exercise, pick = begin(content=load_content(scenario), seed=seed), by_seed(seed)
    while not exercise.over:
        if exercise.find_pending() == "plan":
            for role in exercise.list_waiting():
                yield Seat(exercise, role)
        act(exercise, pick)


def count_words(*texts: str) -> int:
    return sum(any(letter.isalpha() for letter in word) for text in texts for word in text.split())


def count_lines(text: Content, width: int) -> int:
    return len([row for line in text.split(allow_blank=True) for row in (line.wrap(width) or [line])])


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_plan_fits_its_desk_in_few_words(scenario: str) -> None:
    keys = [command.title for command in iter_all_commands() if "desk" in command.where or command.id == "help"]
    around = ("What you know You may What it would bring Nothing is taken yet Why Decide Quick", HINTS["offers"], *keys)
    looked = 0
    for seat in plans(scenario, seed=2):
        items = list_offer_items(seat.number_offers(), seat.list_closed())
        listed = " ".join(f"{one.title} {one.group} {one.note}" for one in items)
        assert count_rows(items, LIST) <= ROWS, listed
        for offer in seat.list_offers():
            looked += 1
            plan = build_plan_preview(seat, offer, "")
            known = Knowledge(seat, plan, False, brief=True).draw_text(KNOWN)
            detail = "".join(text for text, _ in iter_detail(seat, offer, "", DETAIL))
            assert count_lines(known, KNOWN) <= ROWS, known.plain
            assert detail.count("\n") <= ROWS, detail
            assert count_words(format_heading(seat), *around, listed, known.plain, detail) <= 350
    assert looked > 50
