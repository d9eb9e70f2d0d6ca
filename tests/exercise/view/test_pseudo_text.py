"""What happened, in another language: other words, the same data, and every place of a template filled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.playing import by_seed, play, shipped, tiny
from tests.pseudo_text import PseudoText
from wargame.exercise.seat import Seat
from wargame.exercise.view.decision_summary import list_records, summarize_line
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.transcript import retell
from wargame.exercise.view.turn_attempts import list_attempts
from wargame.phrases import use_catalogue
from wargame.rules.chance import SeededChance
from wargame.rules.explain import explain
from wargame.rules.model import FACILITATOR, OBSERVER, Table
from wargame.rules.text.event_text import format_told
from wargame.rules.told import PlanRevealed, list_moves

EXAMPLES = sorted((ROOT / "sessions" / "examples").glob("*.jsonl"))


@pytest.mark.parametrize("table", [tiny("short"), shipped("short")], ids=["tiny", "shipped"])
def test_what_is_told_can_be_said_in_pseudo_text(table: Table) -> None:
    for step in play(table, by_seed(11), SeededChance(11, table.slots)):
        for viewer in (*table.roles, OBSERVER, FACILITATOR):
            for told in explain(table, step.before, step.outcome.events, viewer):
                english = format_told(told)
                with use_catalogue(PseudoText()):
                    pseudo = format_told(told)
                assert pseudo != english or isinstance(told, PlanRevealed)  # its template has no letters
                assert "{" not in pseudo
                for moved in list_moves(told):
                    assert moved.label in pseudo
                    assert str(moved.before) in pseudo
                    assert str(moved.after) in pseudo


@pytest.mark.parametrize("path", EXAMPLES[:1], ids=lambda path: path.stem)
def test_a_replay_shows_the_same_in_pseudo_text(path: Path) -> None:
    """The same lines, attempts and paragraphs, for everybody; only the words differ."""

    def read(viewer: str) -> tuple[list[object], list[tuple[int, int]], str]:
        past = PastSession.read(path)
        shape: list[object] = []
        for n in past.list_step_lines():
            past.go_to(n)
            shape += [summarize_line(past, viewer), list_records(past, n, viewer), list_attempts(past, viewer)]
        shape += Seat(past, viewer).list_log()
        told = list(retell(past, viewer))
        return shape, [(one.lead, one.hang) for one in told], "\n".join(one.text for one in told)

    for viewer in (OBSERVER, FACILITATOR):
        shape, indents, text = read(viewer)
        with use_catalogue(PseudoText()):
            other_shape, other_indents, other_text = read(viewer)
        assert other_shape == shape
        assert other_indents == indents
        assert other_text != text
