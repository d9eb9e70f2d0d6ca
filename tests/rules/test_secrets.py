"""What a role may not know makes no difference to anything it is shown (docs/invariants.md 18, 19)."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.playing import (
    Game,
    Loaded,
    Pick,
    action,
    by_bytes,
    by_seed,
    card,
    filled,
    inline,
    inline_secret_pact,
    moderate,
    moment,
    play,
    shipped,
    thrown,
)
from tests.strategies import exercises, moments, scripts, seeds
from wargame.content.model.deck import Deck
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.decide import Command, Outcome, decide, list_closed, list_offers
from wargame.rules.explain import explain
from wargame.rules.model import OBSERVER, Table
from wargame.rules.row import ENDING, PC, TURN, Row
from wargame.rules.steps.end import EndStep
from wargame.rules.told import FlagSet, Moved
from wargame.rules.view import build_view, may_see

MATTERS = ("track", "flag", "zone", "estimate", "secret")
"""Kinds of column whose every value is one play could have led to, whatever the others are."""


def scrambled(table: Table, row: Row, viewer: str, pick: Pick, kinds: tuple[str, ...] | None = None) -> Row:
    """The row with every column hidden from a viewer (of these kinds) at some other value of its range."""
    out = row[:]
    for i, column in enumerate(table.columns):
        if i in (PC, ENDING) or may_see(table, row, i, viewer) or (kinds is not None and column.kind not in kinds):
            continue
        if column.kind == "argument" and column.name.endswith("secret"):
            continue  # whether a hearing is private is known from who is asked
        if column.kind == "secret":
            pool = [k + 1 for k, o in enumerate(table.objectives) if table.roles[o.role] == column.about and o.secret]
            out[i] = pool[pick(len(pool))] if pool else 0
        else:
            out[i] = column.low + pick(min(column.high, 300) - column.low + 1)
    hidden_steps = [
        pc for pc, (step, choice) in enumerate(zip(table.program, table.choices, strict=True))
        if choice is not None and choice.seen is not None and viewer not in choice.seen
        and step.phase == table.find_phase(row)
    ]  # fmt: skip
    if row[PC] in hidden_steps:
        out[PC] = hidden_steps[pick(len(hidden_steps))]
    return out


@moderate(40)
@given(moments(), scripts)
def test_what_is_hidden_changes_neither_view_nor_offers(at: tuple[Table, Row], script: bytes) -> None:
    """Whole offers: titles, slots, cost, effects, odds and the bonuses that count."""
    table, row = at
    pick = by_bytes(script)
    for role in table.roles:
        other = scrambled(table, row, role, pick)
        assert build_view(table, other, role) == build_view(table, row, role)
        assert list_offers(table, other, role) == list_offers(table, row, role)
        assert list_closed(table, other, role) == list_closed(table, row, role)


@moderate(30)
@given(moments(), scripts)
def test_an_observer_sees_what_all_see(at: tuple[Table, Row], script: bytes) -> None:
    table, row = at
    other = scrambled(table, row, OBSERVER, by_bytes(script))
    assert build_view(table, other, OBSERVER) == build_view(table, row, OBSERVER)
    assert list_offers(table, row, OBSERVER) == []


@moderate(40)
@given(moments(), scripts, seeds)
def test_what_is_hidden_does_not_show_in_what_a_roles_own_command_comes_to(
    at: tuple[Table, Row], script: bytes, seed: int
) -> None:
    table, row = at
    pick, chance = by_bytes(script), SeededChance(seed, table.slots)
    for role in table.roles:
        other = scrambled(table, row, role, pick, MATTERS)
        for offer in list_offers(table, row, role):
            command = Command(role, offer.do, filled(offer, pick))
            one, two = decide(table, row, command, chance), decide(table, other, command, chance)
            assert isinstance(one, Outcome)
            assert isinstance(two, Outcome)
            ended = any(
                isinstance(step, EndStep) for step in table.program[row[PC] : one.row[PC]]
            )  # by the last estimate
            moved_on = one.row[TURN] != row[TURN] or table.find_phase(one.row) != table.find_phase(row)
            shown = any(
                may_see(table, one.row, i, role) and not may_see(table, row, i, role) for i in range(len(table.columns))
            )  # by the command itself, which may reveal a number
            if one.row[PC] != two.row[PC] or moved_on or ended or shown:
                continue  # the program went on, and others' secrets have had their effects
            assert explain(table, row, one.events, role) == explain(table, other, two.events, role)
            assert build_view(table, one.row, role) == build_view(table, two.row, role)
            assert list_offers(table, one.row, role) == list_offers(table, two.row, role)


def test_the_pace_of_the_deal_phase_does_not_tell_whether_a_secret_deal_stands() -> None:
    """Ants and bees may deal in turn 1 alone; in turn 2 the table waits for them whether they can break one or not."""
    table = inline_secret_pact(when={"turn": "1-"})
    without, with_pact = Game(table).passing(), Game(table).do("crows", "pass").do("ants", "offer", form="pact")
    with_pact.do("bees", "accept").passing()
    seen = []
    for game in (without, with_pact):
        game.plan().close().do("facilitator", "next")
        seen.append(build_view(table, game.row, "crows"))
    assert seen[0] == seen[1]


def test_odds_use_only_what_the_role_itself_can_see() -> None:
    """The bonus of another's number would tell it; the compiled bonus is counted from the view."""
    plus = [{"when": {"honey": "6+"}, "add": "+5"}]
    game = Game(inline(actions=[action(check={"plus": plus})]))
    told = game.offers("ants")["act"].sights[""].odds
    game.do("facilitator", "set", number="honey", value=9)
    assert game.offers("ants")["act"].sights[""].odds == told


def test_a_roll_does_not_tell_others_the_hidden_number_its_bonus_rests_on() -> None:
    """The dice lie on the table; what is added to them, against what, and so the odds, would tell that number."""
    plus = [{"when": {"honey": "5+"}, "add": "+1"}]
    sip = action(id="sip", role="bees", check={"plus": plus}, success={"grain": "+1"})
    game = Game(inline(actions=[sip]), Loaded(roll_bees=[thrown(6)])).plan(bees="sip")
    for other in (OBSERVER, "ants"):
        assert "Bees: Sip is rolled (odds not known to all): 5 + 1 = 6: success." in game.told(other)
        assert "Grain rose from 5 to 6: Sip, roll 6." in game.told(other)
    for knows in ("bees", "facilitator"):
        assert "Bees: Sip is rolled (72 %): 5 + 1 = 6, +1, against 7: success." in game.told(knows)


def test_an_action_with_a_cover_has_that_name_for_everybody_else() -> None:
    hush = action(id="hush", role="bees", cover="Tend the hive", check={"target": 6}, success={"grain": "+1"})
    game = Game(inline(actions=[hush]), Loaded(roll_bees=[thrown(6)])).plan(bees="hush")
    for other in (OBSERVER, "ants"):
        told = game.told(other)
        assert "Bees: Tend the hive is rolled (72 %): 5 + 1 = 6, against 6: success." in told
        assert "Grain rose from 5 to 6: Tend the hive, roll 6 against 6." in told
        assert "hush" not in " ".join(told).casefold()
    for knows in ("bees", "facilitator"):
        assert "Grain rose from 5 to 6: Hush, roll 6 against 6." in game.told(knows)


@moderate(15)
@given(exercises(), scripts, seeds)
def test_sentences_are_about_what_the_viewer_can_see(table: Table, script: bytes, seed: int) -> None:
    """A hidden track's name is in no sentence about a change of it."""
    for step in play(table, by_bytes(script), SeededChance(seed, table.slots)):
        for viewer in (*table.roles, OBSERVER):
            hidden = [
                column.label for i, column in enumerate(table.columns)
                if column.kind in ("track", "zone", "flag")
                and not may_see(table, step.before, i, viewer) and not may_see(table, step.outcome.row, i, viewer)
            ]  # fmt: skip
            for told in explain(table, step.before, step.outcome.events, viewer):
                assert not (isinstance(told, (Moved, FlagSet)) and told.label in hidden), (viewer, told)


# Canaries


def planted() -> Table:
    """The shipped exercise with a word of its own in every card, option and secret objective."""
    table = shipped("short")
    decks = table.scenario.model_copy(update={"roles": {
        r: role.model_copy(update={"objectives": [
            o.model_copy(update={"title": f"canary-{o.id}- {o.title}"}) if o.secret else o for o in role.objectives
        ]}) for r, role in table.scenario.roles.items()
    }})  # fmt: skip
    cards = []
    for one in table.cards:
        word = f"canary-{one.id}- "
        response = one.response and one.response.model_copy(update={
            "prompt": word + one.response.prompt,
            "options": [o.model_copy(update={"title": word + o.title, "text": word}) for o in one.response.options],
        })  # fmt: skip
        texts = {"title": word + one.title, "text": word + one.text, "expect": word, "notes": word, "ask": [word]}
        cards.append(one.model_copy(update=texts | {"response": response}))
    deck = Deck.model_construct(format=1, id="planted", title="x", about="x", scenario=table.scenario.id, cards=cards)
    return compile_table(decks, [deck], "short", True)


@pytest.mark.parametrize("seed", range(12))
def test_no_word_of_a_hidden_card_or_secret_objective_is_shown_before_its_time(seed: int) -> None:
    table = planted()
    known: dict[str, set[str]] = {viewer: set() for viewer in (*table.roles, OBSERVER)}
    for step in play(table, by_seed(seed), SeededChance(seed, table.slots)):
        for row in (step.before, step.outcome.row):
            for column in (table.at.current, table.at.next):
                if entry := row[column]:
                    for words in known.values():
                        words.add(table.cards[table.entries[entry - 1]].id)
            for role, column in zip(table.roles, table.at.secret, strict=True):
                if drawn := row[column]:
                    known[role].add(table.objectives[drawn - 1].id)
        injected = {step.command.args["card"]} if step.command.do == "inject" else set()
        for viewer, words in known.items():
            shown = repr(explain(table, step.before, step.outcome.events, viewer))
            shown += repr(list_offers(table, step.outcome.row, viewer)) if viewer != OBSERVER else ""
            leaked = [word for word in shown.split("canary-")[1:] if word.partition("- ")[0] not in words | injected]
            assert not leaked, (viewer, leaked)


def test_the_pile_and_the_card_after_next_are_in_no_view() -> None:
    table, kinds = shipped(), {"coming", "queued", "front", "pile", "card", "redraws", "return", "ruling"}
    hidden = [i for i, column in enumerate(table.columns) if column.kind in kinds]
    assert {table.columns[i].kind for i in hidden} == kinds
    for row in (moment(table, seed, 12) for seed in range(20)):
        for viewer in (*table.roles, OBSERVER):
            assert not any(may_see(table, row, i, viewer) for i in hidden)
            assert not any(build_view(table, row, viewer)[i] for i in hidden)


def test_a_view_is_a_copy() -> None:
    game = Game(inline(cards=[card("rain")]))
    seen = build_view(game.table, game.row, "ants")
    seen[0] = 99
    build_view(game.table, game.row, "facilitator")[0] = 99
    assert game.row[0] != 99


def test_plans_are_seen_by_all_once_they_are_revealed() -> None:
    game = Game(inline(actions=[action()])).do("ants", "plan", action="act")
    at = game.table.index["plan.ants"]
    assert build_view(game.table, game.row, "bees")[at] == 0
    assert game.told("bees") == game.told(OBSERVER) == []
    assert game.told("ants") == ["You plan: Act."]
    game.plan()
    assert build_view(game.table, game.row, "bees")[at] == game.row[at] > 0
    assert "Ants: Act." in game.told("bees")


def test_a_hidden_number_stands_at_its_opening_in_the_views_of_others() -> None:
    game = Game(inline(length={"opening": {"honey": "=8"}})).do("facilitator", "set", number="honey", value=1)
    at = game.table.index["honey"]
    assert (build_view(game.table, game.row, "ants")[at], build_view(game.table, game.row, "bees")[at]) == (8, 1)
