"""A monkey at the keyboard: whatever is typed, play goes on or is saved, and nobody reads what is not theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercise.exercise_driver import FakeClock, begin, play_out
from tests.plain.answer_scripts import canary_content, flat, forbidden, monkey_plays
from tests.playing import by_seed, moderate
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.seats import list_people_roles
from wargame.rules.model import FACILITATOR
from wargame.session.verify import verify


@moderate(15)
@given(st.integers(0, 2**32 - 1), st.sampled_from([{}, {"town": "bot:random"}]))
def test_whatever_is_typed_the_session_is_whole_and_secrets_stay_where_they_are(
    tmp_path_factory: pytest.TempPathFactory, seed: int, bots: dict[str, str]
) -> None:
    content = canary_content()
    exercise = begin(tmp_path_factory.mktemp("monkey"), seed=seed, content=content, seats=bots, begun=False)

    def looks(who: str, text: str) -> None:
        if who == FACILITATOR:
            return
        if who == "observer" and len(playing := list_people_roles(exercise.seats)) == 1:
            who = playing[0]  # one team alone has the screen to itself
        for word in forbidden(exercise, who):
            assert word not in flat(text), f"{who} reads {word}:\n{text}"

    code, _ = monkey_plays(exercise, by_seed(seed), looks)
    assert exercise.path is not None
    assert code == (0 if exercise.over else 1)
    assert verify(exercise.path).format_line() == ("exact" if exercise.over else "exact, open")
    if not exercise.over:
        play_out(Exercise.resume(exercise.path, FakeClock())).close()
        assert verify(exercise.path).format_line() == "exact"
