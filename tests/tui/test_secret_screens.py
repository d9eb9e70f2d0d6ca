"""Screens tell nothing: sessions that differ only in a secret offer and its answer look the same to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack.secret_pairs import begin_secretly, list_other_roles, play_way, secret_contents
from tests.tui.secret_screens import list_replay_screens, list_watch_frames, play_in_app
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import OBSERVER

CONTENTS = secret_contents()
QUIET_WAYS = ("nothing", "declined", "countered", "late")
"""The ways that change no public number."""


def list_same(played: dict[str, Exercise]) -> list[str]:
    """The ways in which no public number differs from that in which nothing was offered."""
    public = {way: exercise.build_view(OBSERVER) for way, exercise in played.items()}
    same = [way for way, row in public.items() if row == public["nothing"]]
    assert set(QUIET_WAYS) <= set(same)
    assert len({len(played[way].lines) for way in same}) > 1, "the sessions are of different length"
    return same


@pytest.mark.slow
@pytest.mark.parametrize("instead", [False, True])
@pytest.mark.parametrize("name", CONTENTS)
def test_the_app_tells_nothing(tmp_path: Path, name: str, instead: bool) -> None:
    played, seen = {}, {}
    for n, way in enumerate(QUIET_WAYS):
        played[way] = begin_secretly(CONTENTS[name], tmp_path / str(n), {}, instead=instead)
        seen[way] = play_in_app(played[way], way)
    for way in list_same(played):
        for one, other in zip(seen[way], seen["nothing"], strict=True):
            assert one == other, way


@pytest.mark.slow
def test_a_second_window_and_the_replay_tell_nothing(tmp_path: Path) -> None:
    played, name = {}, "impracticable-alliance"
    for n, way in enumerate(QUIET_WAYS):
        played[way] = begin_secretly(CONTENTS[name], tmp_path / str(n), {})
        play_way(played[way], way, ["note seen", "bookmark", "undo because a slip", "quit"])
    list_same(played)
    for viewer in (OBSERVER, *list_other_roles(CONTENTS[name])[:1]):
        frames, screens = {}, {}
        for way, exercise in played.items():
            assert exercise.path is not None
            copy = tmp_path / f"{way}-{viewer}.jsonl"
            frames[way] = list_watch_frames(exercise.path, copy, "" if viewer == OBSERVER else viewer)
            screens[way] = list_replay_screens(exercise.path, viewer, "home", "t", "b", "u", "end", "g", "f")
        for way in QUIET_WAYS:
            assert frames[way] == frames["nothing"], (viewer, way)
            assert screens[way] == screens["nothing"], (viewer, way)
