"""What a role is told an offer would do: from its own view, clamped, with the cost in it."""

from __future__ import annotations

import pytest

from wargame.content.load.loader import load_content
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.decide import list_offers
from wargame.rules.offers import Offer
from wargame.rules.preview import OutcomeKind, PreviewOutcome, preview_argument, preview_offer
from wargame.rules.row import PC, Row
from wargame.rules.text.preview_text import format_outcome_shift, format_shift_label
from wargame.rules.view import build_view


@pytest.fixture(scope="module")
def table() -> ContentTable:
    content = load_content("impracticable-alliance")
    return compile_table(content.scenario, content.decks, "short", True)


def at(table: ContentTable, kind: str, role: str, **numbers: int) -> Row:
    """A row in which ``role`` is asked for a choice of this kind, with these numbers."""
    row = table.build_start_row()
    asked = table.roles.index(role)
    row[PC] = next(
        pc for pc, choice in enumerate(table.choices) if choice and choice.do == kind and asked in choice.asked(row)
    )
    for name, value in numbers.items():
        row[table.index[name]] = value
    return row


def offer_of(table: ContentTable, row: Row, role: str, name: str) -> Offer:
    return next(offer for offer in list_offers(table, row, role) if offer.name == name)


def seen(outcome: PreviewOutcome) -> dict[str, str]:
    return {format_shift_label(shift): format_outcome_shift(outcome.kind, shift) for shift in outcome.shifts}


def outcomes(table: ContentTable, row: Row, role: str, name: str, value: str = "") -> list[PreviewOutcome]:
    return preview_offer(table, build_view(table, row, role), role, offer_of(table, row, role, name), value)


def test_cost_and_effect_show_as_from_and_to(table: ContentTable) -> None:
    row = at(table, "plan", "cartel", revenue=4, violence=5, cohesion=4, **{"zones.juarez.control": 2})
    success, failure = outcomes(table, row, "cartel", "press_plaza", "juarez")
    assert (success.kind, success.chance) == (OutcomeKind.SUCCESS, 58)
    assert (failure.kind, failure.chance) == (OutcomeKind.FAILURE, 42)
    assert seen(success) == {"Revenue": "4 → 3", "Control there": "2 → 4", "Violence": "5 → 6"}
    assert seen(failure) == {"Revenue": "4 → 3", "Cohesion": "4 → 3"}


def test_points_move_with_the_numbers(table: ContentTable) -> None:
    row = at(table, "plan", "cartel", revenue=4)
    success, _ = outcomes(table, row, "cartel", "run_routes")
    assert [(s.objective.name, s.after - s.before, s.sure) for s in success.stakes] == [("Profit", 6.0, True)]


def test_a_number_at_its_limit_stays(table: ContentTable) -> None:
    row = at(table, "plan", "cartel", revenue=10)
    success, _ = outcomes(table, row, "cartel", "run_routes")
    assert seen(success) == {"Revenue": "stays 10"}
    assert success.stakes == ()


def test_a_number_one_cannot_see_shows_only_by_how_much(table: ContentTable) -> None:
    row = at(table, "plan", "security")
    success, _ = outcomes(table, row, "security", "interdict", "juarez")
    assert seen(success)["Revenue"] == "-2"


def test_hidden_numbers_change_no_preview(table: ContentTable) -> None:
    told = []
    for revenue in (0, 9):
        row = at(table, "plan", "security", revenue=revenue)
        told.append([outcomes(table, row, "security", offer.name) for offer in list_offers(table, row, "security")])
    assert told[0] == told[1]


def test_points_that_rest_on_hidden_numbers_are_not_sure(table: ContentTable) -> None:
    row = at(table, "plan", "security")
    names = [o.title for o in table.objectives]
    row[table.index["secret.security"]] = names.index("Break the cartel") + 1
    success, _ = outcomes(table, row, "security", "interdict", "juarez")
    assert {s.objective.name: s.sure for s in success.stakes}["Break the cartel"] is False


def test_a_deal_shows_what_it_brings_when_agreed_at_each_close_and_if_broken(table: ContentTable) -> None:
    form = next(form for form in table.scenario.deals if form.id == "transform")
    row = at(table, "deal", "cartel", revenue=4)
    made, each, broken = outcomes(table, row, "cartel", "transform")
    assert (made.kind, each.kind, broken.kind) == (OutcomeKind.AGREED, OutcomeKind.CLOSE, OutcomeKind.BREACH)
    assert seen(made)["Revenue"] == f"4 → {4 + form.now['revenue'].n}"
    assert seen(made)["Readiness"] == form.now["readiness"].format_notation(), (
        "the cell's number, which the cartel cannot see"
    )
    assert seen(each)["Revenue"] == form.each["revenue"].format_notation(), "by how much, at one close after the other"
    assert seen(each)["Nexus"] == "+1", "from then on it grows at every close, by a rule of the scenario"
    assert seen(broken) == {"Nexus": "-1", "Cohesion": "-1"}
    tied = at(table, "deal", "cartel", revenue=4, nexus=2)
    assert "Nexus" not in seen(outcomes(table, tied, "cartel", "transform")[1]), "it grows already"
    assert outcomes(table, row, "cartel", "pass") == []


def test_an_argument_shows_what_success_would_bring(table: ContentTable) -> None:
    row = at(table, "plan", "cell", violence=9)
    outcome = preview_argument(table, build_view(table, row, "cell"), "cell", {"violence": 3, "readiness": -1})
    assert seen(outcome) == {"Violence": "9 → 10", "Readiness": f"{row[table.index['readiness']]} → 3"}


def test_an_action_that_breaks_a_promise_shows_what_that_costs_however_it_comes_out(table: ContentTable) -> None:
    form = next(form for form in table.scenario.deals if form.id == "methods")
    row = at(table, "plan", "cartel", nexus=3, cohesion=4, **{f"deals.{form.id}": 1})
    for outcome in outcomes(table, row, "cartel", "show_force"):
        assert (seen(outcome)["Nexus"], seen(outcome)["Cohesion"][-1]) == ("3 → 2", "3"), outcome.kind
        assert "Gatekeeper" in [stake.objective.name for stake in outcome.stakes]
        assert outcome.row[table.index[f"deals.{form.id}"]] == 0
