"""What a role knows at its desk: a number that was revealed is shown to all, and no longer marked as its own."""

from __future__ import annotations

import pytest

from tests.exercise.exercise_driver import act, begin, tiny_content
from tests.playing import by_seed
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.tui.play.desk.role_knowledge import Knowledge

OWNED, MARK = "ring", "◆"


def read_rows(exercise: Exercise, role: str, label: str) -> list[str]:
    """The rows of what a role knows in which a number stands."""
    text = Knowledge(Seat(exercise, role), None, ascii=False).draw_text(60).plain
    return [row for row in text.split("\n") if label in row and "/" in row]


def play_until_shown(label: str, seed: int) -> Exercise | None:
    exercise, pick = begin(content=tiny_content(), seed=seed), by_seed(seed)
    while not exercise.over:
        act(exercise, pick)
        if any(one.label == label and one.revealed for one in Seat(exercise, OWNED).list_numbers()):
            return exercise
    return None


@pytest.fixture(scope="module")
def label() -> str:
    numbers = Seat(begin(content=tiny_content()), OWNED).list_numbers()
    return next(one.label for one in numbers if one.private)


def test_a_private_number_is_marked_and_is_not_at_the_desks_of_others(label: str) -> None:
    exercise = begin(content=tiny_content())
    (row,) = read_rows(exercise, OWNED, label)
    assert row.startswith(MARK)
    others = [role for role in exercise.table.roles if role != OWNED]
    assert all(not read_rows(exercise, role, label) for role in others)


def test_a_revealed_number_is_at_every_desk_without_a_mark(label: str) -> None:
    exercise = next(shown for seed in range(40) if (shown := play_until_shown(label, seed)) is not None)
    for role in exercise.table.roles:
        (row,) = read_rows(exercise, role, label)
        assert not row.startswith(MARK)


def test_a_revealed_number_did_not_move_from_a_value_that_nobody_was_shown(label: str) -> None:
    exercise = next(shown for seed in range(40) if (shown := play_until_shown(label, seed)) is not None)
    for role in exercise.table.roles:
        (number,) = [one for one in Seat(exercise, role).list_numbers() if one.label == label]
        if role == OWNED:
            continue
        assert number.change == 0
        assert set(number.history) <= {number.now}
