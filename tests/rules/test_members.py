"""Members of a role: what they refuse is not on offer, and it is said why; their will moves, is counted and is told."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.paths import DATA
from tests.playing import Game, Loaded, action, by_seed, inline, league, moderate, play, role, thrown, track
from tests.strategies import seeds, small_tables
from wargame.content.check.lint_rules import lint_scenario
from wargame.content.load.loader import load_content, pin, unpin
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.members import negate_gate
from wargame.rules.decide import Command, decide, list_closed, list_offers
from wargame.rules.model import FACILITATOR, OBSERVER, Gate, Table, Term
from wargame.rules.naming import name_effects
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.row import PC, Row
from wargame.rules.state import compute_number, is_gate_open
from wargame.rules.text.offer_text import format_closed, list_offer_lines
from wargame.rules.text.refusal_text import format_refusal
from wargame.rules.text.rule_text import format_effects
from wargame.rules.view import may_see


def started(**numbers: int) -> Game:
    """The league in its first turn, with some numbers set."""
    game = Game(league())
    for name, value in numbers.items():
        game.do(FACILITATOR, "set", number=name.replace("__", "."), value=value)
    return game


def refused(game: Game, who: str = "league") -> list[str]:
    return [format_closed(one) for one in list_closed(game.table, game.row, who)]


def zones(game: Game, offer: str, who: str = "league") -> tuple[Any, ...]:
    return game.offers(who)[offer].slots[0].domain


def test_while_all_agree_nothing_is_closed() -> None:
    game = started()
    assert refused(game) == []
    assert zones(game, "patrol") == ("weir", "west_bank", "east_bank", "fen")
    assert "levy" in game.offers("league")


def test_a_member_that_refuses_closes_its_zones_and_what_needs_it() -> None:
    game = started(will_weir=2)
    assert zones(game, "patrol") == ("west_bank", "east_bank", "fen")
    assert "levy" not in game.offers("league")
    assert refused(game) == [
        "Patrol at Weir: Weir does not agree: its will is 2",
        "Hold a council at Weir: Weir does not agree: its will is 2",
        "Levy: Weir does not agree: its will is 2",
    ]


def test_the_other_side_asks_nobody() -> None:
    game = started(will_weir=0, will_ford=0)
    assert zones(game, "bribe", "smugglers") == ("weir", "west_bank", "east_bank")
    assert refused(game, "smugglers") == []


def test_each_part_of_an_action_that_is_closed_whole_has_its_own_reason() -> None:
    game = started(will_weir=0, will_ford=1)
    assert "council" not in game.offers("league")
    assert [text for text in refused(game) if text.startswith(("Hold", "Levy"))] == [
        "Hold a council at Weir: Weir does not agree: its will is 0",
        "Hold a council at West bank, East bank: Ford does not agree: its will is 1",
        "Levy: Weir does not agree: its will is 0; Ford does not agree: its will is 1",
    ]


def test_a_veto_may_rest_on_other_numbers_that_all_see() -> None:
    game = started(trade=1)
    assert refused(game) == []
    game.do(FACILITATOR, "set", number="flags.flood", value=1)
    assert "Levy: Ford does not agree: Trade 1 and Flood" in refused(game)


def test_the_refusal_of_a_command_says_why_too() -> None:
    game = started(will_weir=1)
    refusal = game.refused("league", "plan", action="patrol", zone="weir")
    assert refusal.code is RefusalCode.MEMBERS
    assert format_refusal(refusal) == "Weir does not agree: its will is 1"
    assert format_refusal(game.refused("league", "plan", action="levy")) == "Weir does not agree: its will is 1"


def test_what_is_not_open_anyway_is_not_laid_at_a_members_door() -> None:
    game = started(will_weir=1, zones__weir__watch=3)
    assert not any(text.startswith("Hold a council") for text in refused(game)), "the watch there is too close for it"


def test_will_of_the_target_is_that_of_the_member_there() -> None:
    game = started()
    council = game.offers("league")["council"]
    assert {zone: sight.odds for zone, sight in council.sights.items()} == {
        "weir": 58,
        "west_bank": 72,
        "east_bank": 72,
    }
    assert "will of the partner there +1" in " ".join(list_offer_lines(council))
    game = Game(league(), Loaded(roll_league=[thrown(12)]))
    game.plan(smugglers="bribe@weir", league="council@east_bank")
    assert (game["will_weir"], game["will_ford"]) == (1, 5)


def test_what_goes_to_a_member_by_name_is_said_by_name() -> None:
    table = league()
    assert format_effects(name_effects(table, table.rule_at["levy"])) == "Trade +2, Will of Weir -1"


def test_members_that_follow_are_counted() -> None:
    table = league()
    friends = table.numbers["friends"]
    assert compute_number(table, table.build_start_row(), friends) == 3
    assert compute_number(table, started(will_ford=2, will_weir=1).row, friends) == 1


def test_turning_away_and_coming_back_is_told_to_all() -> None:
    game = started()
    game.do(FACILITATOR, "set", number="will_weir", value=2)
    assert game.told(OBSERVER) == [
        "Will of Weir fell from 3 to 2: set by the facilitator.",
        "Weir does not agree: its will is 2.",
    ]
    game.do(FACILITATOR, "set", number="will_weir", value=1)
    assert len(game.told()) == 1, "it refused before"
    game.do(FACILITATOR, "set", number="will_weir", value=3)
    assert game.told("smugglers")[-1] == "Weir agrees again."


def test_everybody_sees_every_will() -> None:
    table = league()
    row = table.build_start_row()
    assert len(table.wills) == 3
    assert all(may_see(table, row, will, viewer) for will in table.wills for viewer in (*table.roles, OBSERVER))


def test_an_action_that_rests_on_a_member_is_not_what_a_role_falls_back_on() -> None:
    """What a role does that cannot pay must always be open."""
    roles = {
        "ants": role("Ants", "a") | {"members": {
            "elf": {"name": "Elf", "text": "Near.", "will": "elf", "vetoes": {"elf": "1-"}}}},
        "bees": role("Bees", "b"),
    }  # fmt: skip
    table = inline(
        roles=roles, tracks={"elf": track("Elf's will")}, actions=[action("dig", repeat=True, needs=["elf"])]
    )
    assert [table.rules[at].name for at in table.holds] == ["hold_ants", "hold_bees"]


def test_members_stay_with_the_content_a_session_pins() -> None:
    content = load_content(DATA / "league" / "scenarios" / "league.yaml")
    assert unpin(pin(content)) == content
    assert compile_table(content.scenario, content.decks, "short").members == league().members


def test_the_soft_checks_know_what_moves_and_reads_a_will() -> None:
    """The elders' will is only counted; Ford's is moved by both roles, though by no action of its name."""
    content = load_content(DATA / "league" / "scenarios" / "league.yaml")
    found = {(one.code, one.path) for one in lint_scenario(content.scenario, content.decks)}
    assert ("unread-track", ("tracks", "will_elders")) not in found
    assert ("one-sided-track", ("tracks", "will_ford")) not in found


# What always holds


@st.composite
def plannings(draw: st.DrawFn) -> tuple[Table, Row]:
    """A moment at which plans are made, with every will, and what else vetoes may rest on, anywhere in its range."""
    table = draw(st.one_of(st.just(league()), small_tables().filter(lambda table: bool(table.members))))
    seed = draw(seeds)
    for step in play(table, by_seed(seed), SeededChance(seed, table.slots)):
        choice = table.choices[step.outcome.row[PC]]
        if choice is not None and choice.do == "plan":
            row = step.outcome.row[:]
            for i, column in enumerate(table.columns):
                if column.seen is None and column.kind in ("track", "flag"):
                    row[i] = draw(st.integers(column.low, column.high))
            return table, row
    return table, table.build_start_row()


@moderate(20)
@given(plannings())
def test_what_is_closed_is_refused_with_its_reason_and_what_is_open_is_not(at: tuple[Table, Row]) -> None:
    table, row = at
    for who in table.roles:
        ways = {
            (offer.name, zone) for offer in list_offers(table, row, who) if offer.do == "plan" for zone in offer.rules
        }
        for one in list_closed(table, row, who):
            assert bool(one.refusals) != bool(one.by)
            every = [zone for name, zone in _ways(table, who) if name == one.name and (one.name, zone) not in ways]
            for zone in [zone.id for zone in one.zones] or every:
                assert (one.name, zone) not in ways
                args = {"action": one.name} | ({"zone": zone} if zone else {})
                refusal = decide(table, row, Command(who, "plan", args), Loaded())
                assert isinstance(refusal, Refusal)
                assert refusal.code is (RefusalCode.MEMBERS if one.refusals else RefusalCode.NOT_OPEN)
                assert not one.zones or refusal.members == one.refusals


def _ways(table: Table, who: str) -> list[tuple[str, str]]:
    rules = table.actions[table.roles.index(who)]
    return [(table.scenario.actions[table.action_of[at]].id, table.rules[at].zone) for at in rules]


terms = st.builds(
    lambda ref, low, size: Term(ref, low, low + size), st.integers(0, 2), st.integers(-1, 4), st.integers(0, 3)
)
gates = st.recursive(
    st.builds(lambda some: Gate(tuple(some)), st.lists(terms, max_size=2)),
    lambda inner: st.builds(
        lambda some, groups: Gate(tuple(some), tuple(tuple(group) for group in groups)),
        st.lists(terms, max_size=2),
        st.lists(st.lists(inner, min_size=1, max_size=2), max_size=2),
    ),
    max_leaves=5,
)


@moderate(50)
@given(gates, st.lists(st.integers(-1, 6), min_size=3, max_size=3))
def test_the_opposite_of_a_gate_holds_where_the_gate_does_not(gate: Gate, row: Row) -> None:
    assert is_gate_open(league(), row, negate_gate(gate)) is not is_gate_open(league(), row, gate)
