"""What was decided for and against the papers' claims follows from what each decision cites."""

from __future__ import annotations

import pytest

from tests.exercise.exercise_driver import begin, do, shipped_content, until
from wargame.exercise.debrief.citing import find_cited, list_cited
from wargame.exercise.debrief.claims import ClaimHere, build_claim_sheet, find_claims_of
from wargame.exercise.debrief.form import list_parts
from wargame.exercise.debrief.form_parts import FormText
from wargame.exercise.debrief.key_decisions import list_moments
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR


@pytest.fixture(scope="module")
def played() -> Exercise:
    """Two turns: the cartel turns a haven down, then takes it; the coalition goes after leaders."""
    exercise = begin(content=shipped_content())
    for answer, plan in (("decline", "target_leaders"), ("accept", "hold_security")):
        until(exercise, "deal")
        while exercise.list_waiting()[0] != "cell":
            do(exercise, exercise.list_waiting()[0], "pass")
        do(exercise, "cell", "offer", form="haven")
        do(exercise, "cartel", answer)
        until(exercise, "plan")
        do(exercise, "security", "plan", action=plan)
        until(exercise, "close")
        exercise.bookmark("The turn closes")
        do(exercise, FACILITATOR, "close")
    return exercise


def find_claim(window: Window, name: str) -> ClaimHere:
    return next(one for one in build_claim_sheet(window).claims if one.claim.id == name)


def test_a_deal_turned_down_stands_for_the_claim_and_one_made_against_it(played: Exercise) -> None:
    sides = [(one.role, one.verb, one.side) for one in find_claim(played, "aims-diverge").decisions]
    assert ("cartel", "decline", "for") in sides
    assert ("cartel", "accept", "against") in sides
    offers = [line.role for line in played.standing if line.do == "offer" and line.role != "security"]
    assert [role for role, verb, side in sides if (verb, side) == ("offer", "against")] == offers, "who offers wants it"


def test_a_plan_stands_for_the_claim_that_its_action_rests_on(played: Exercise) -> None:
    plans = [line for line in played.standing if line.do == "plan" and line.role == "security"]
    sides = [(one.line, one.side) for one in find_claim(played, "cartels-first").decisions if one.role == "security"]
    assert [(line.n, "for") for line in plans if line.args["action"] == "target_leaders"] == [
        side for side in sides if side[0] in {line.n for line in plans}
    ]
    (found,) = [
        one for one, _ in find_claims_of(build_claim_sheet(played), plans[0].n) if one.claim.id == "cartels-first"
    ]
    assert found.source.id == "killebrew-irvine-2011"


def test_what_was_built_in_is_told_apart(played: Exercise) -> None:
    aims = find_claim(played, "aims-diverge")
    assert [(switch.title, switch.off) for switch in aims.switches] == [("Aims", False)]
    assert [measure.experiment.id for measure in aims.measures] == ["early-deal"]
    assert aims.rules
    assert aims.weakness is not None
    assert aims.list_weak_pages(aims.weakness) == ["4-5"]


def test_questions_are_those_of_cards_that_came_the_best_of_different_cards(played: Exercise) -> None:
    questions = build_claim_sheet(played).questions
    cards = {card.title: card for card in played.table.cards}
    assert all(one.question in cards[one.card].ask for one in questions)
    best = questions[: min(3, len({one.card for one in questions}))]
    assert len({one.card for one in best}) == len(best)


def test_only_an_answer_cites_the_card_on_the_table(played: Exercise) -> None:
    for line in played.standing:
        cited = find_cited(played, line)
        if cited is not None:
            assert (cited.kind == "card") == (line.do == "respond")
    close = next(line for line in played.standing if line.do == "close")
    plans = {line.args["action"] for line in played.standing if line.do == "plan" and line.turn == close.turn}
    assert {one.id for one in list_cited(played, close)} <= plans
    for moment in list_moments(played):
        assert not moment.ask or moment.decision.verb == "respond", "another decision answers no card"


def test_the_debrief_tells_every_claim_and_asks_for_its_side(played: Exercise) -> None:
    texts = [part.text for part in list_parts(played, "why") if isinstance(part, FormText)]
    assert "What the papers claim, and what happened here" in texts
    headings = [one for one in texts if one.startswith(("Nolden 2011, p.", "Killebrew & Irvine 2011, p."))]
    assert len({one.partition(" (")[0] for one in headings}) >= 12
    assert any(one.startswith("Against it here:") and "accepts Safe haven (" in one for one in texts)
    assert any("Does this speak for it or against it" in one for one in texts)
