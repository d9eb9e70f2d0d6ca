"""Outlooks: an outcome says for each number that its viewer sees where the offer would leave it."""

from __future__ import annotations

import pytest

from tests.exercise.exercise_driver import act, begin, shipped_content, tiny_content
from tests.playing import by_seed
from wargame.content.load.loader import Content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.plain.board import format_objectives
from wargame.rules.offers import Offer
from wargame.rules.preview import preview_offer
from wargame.rules.state import compute_number


@pytest.mark.parametrize("content", [tiny_content(), shipped_content()], ids=["tiny", "shipped"])
def test_outcomes_leave_every_number_where_its_preview_does(content: Content) -> None:
    exercise = begin(content=content, seed=11)
    pick, compared = by_seed(11), 0
    while not exercise.over and compared < 400:
        for role in exercise.list_waiting():
            if role not in exercise.table.roles:
                continue
            seat = Seat(exercise, role)
            for offer in seat.list_offers():
                for value in offer.rules or ("",):
                    compared += compare(exercise, seat, offer, value)
        act(exercise, pick)
    assert compared > 20


def compare(exercise: Exercise, seat: Seat, offer: Offer, value: str) -> int:
    """Compare the outcomes of an offer with its preview, number by number; how many outcomes there are."""
    table, seen = exercise.table, exercise.build_view(seat.viewer)
    numbers = [*seat.list_numbers(), *(number for zone in seat.build_map().zones for number in zone.numbers)]
    expected = preview_offer(table, seen, seat.viewer, offer, value)
    outcomes = seat.preview(offer, value).outcomes
    for outcome, preview in zip(outcomes, expected, strict=True):
        for number in numbers:
            before, then = (compute_number(table, row, table.numbers[number.id]) for row in (preview.base, preview.row))
            assert outcome.find_after(number.id) == (then if then != before else None), (offer.name, number.id)
    return len(outcomes)


def test_points_that_rest_on_hidden_numbers_are_no_part_of_the_total() -> None:
    """The secret objective of security counts the cartel's revenue, which security cannot see."""
    roles = shipped_content().scenario.roles
    seats = [Seat(begin(content=shipped_content(), seed=seed), role) for seed in range(1, 8) for role in roles]
    unsure = [seat for seat in seats if any(not one.sure for one in seat.find_own_objectives().objectives)]
    assert unsure, "some secret objective of these seeds rests on what its role cannot see"
    for seat in unsure:
        known = seat.find_own_objectives()
        assert known.total == sum(one.points for one in known.objectives if one.sure)
        assert known.estimated == sum(one.points for one in known.objectives if not one.sure)
        lines = format_objectives(known)
        assert sum("about" in line for line in lines) == 1 + sum(not one.sure for one in known.objectives)
