"""The model on a page: what moves and reads each number, the loops, and how they are set on paper."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.paths import ROOT
from wargame.content.causes.causal_model import (
    ACTION,
    ODDS,
    RULE,
    CausalModel,
    CausalPart,
    Move,
    Quantity,
    Read,
    build_causal_model,
)
from wargame.content.causes.loops import build_links, find_loops
from wargame.content.causes.matrix import Matrix, build_matrix, list_tokens
from wargame.content.check.value_ranges import iter_card_happenings, iter_happenings
from wargame.content.load.loader import Content, load_content
from wargame.content.print.loop_picture import draw_loops_svg
from wargame.content.print.matrix_layout import SMALLEST, lay_out

SHIPPED = ("impracticable-alliance", "security-through-partnership", "crossroads")
EXAMPLES = [str(path) for path in sorted((ROOT / "decks" / "examples" / "scenarios").glob("*.yaml"))]


def read(name: str) -> CausalModel:
    return build_causal_model(load_content(name))


def find(model: CausalModel, part: str) -> CausalPart:
    return next(one for one in model.parts if one.id == part)


def cell(model: CausalModel, part: str, number: str) -> list[str]:
    """The marks where a part and a number meet in the matrix."""
    matrix = build_matrix(model)
    at = matrix.numbers.index(number)
    row = next(row for group in matrix.groups for row in group.rows if row.title.startswith(part))
    return list_tokens(row.cells[at])


# What moves and what reads


@pytest.mark.parametrize("name", [*SHIPPED, *EXAMPLES])
def test_every_change_of_the_content_is_a_move(name: str) -> None:
    content: Content = load_content(name)
    model = build_causal_model(content)
    happenings = [*iter_happenings(content.scenario)]
    for home, deck in enumerate(content.decks):
        happenings += [one for i, card in enumerate(deck.cards) for one in iter_card_happenings(home, i, card)]
    changes = sum(len(effects) for one in happenings for _, effects in one.changes)
    costs = sum(len(one.frame.cost) for one in happenings if one.frame is not None)
    assert sum(len(part.moves) for part in model.parts) >= changes + costs
    assert {move.number for part in model.parts for move in part.moves} <= {one.id for one in model.numbers}


def test_a_rule_is_told_with_its_bounds_its_change_and_its_source() -> None:
    fear = find(read("impracticable-alliance"), "fear")
    assert [(move.number, move.n) for move in fear.moves] == [("rule_of_law", -1), ("will", -1)]
    assert [(one.number, one.low, one.high, one.sign) for one in fear.reads] == [("violence", 8, None, 1)]
    assert (fear.origin, fear.occasion) == ("K 1", "when Violence 8 or more")


def test_sources_tell_what_is_ours_and_what_is_argued_against() -> None:
    model = read("impracticable-alliance")
    assert dict(model.documents) == {"K": "Killebrew & Irvine 2011", "N": "Nolden 2011"}
    assert find(model, "entanglement").origin == "ours"
    assert find(model, "exposure").origin == "ours, after N 10"
    assert find(model, "haven").origin == "N †3-4"


def test_marks_tell_success_failure_price_bounds_and_what_helps_the_roll() -> None:
    model = read("impracticable-alliance")
    assert cell(model, "Press for a crossing 7+", "Revenue") == ["p−1"]
    assert cell(model, "Press for a crossing", "Cohesion") == ["f−1↑"]
    assert cell(model, "Press for a crossing", "Control") == ["+2", "≤4"]
    assert cell(model, "Under listing", "On the terrorist list") == ["yes"]
    assert cell(model, "The gatekeeper's share", "Control") == ["(≥8)"]
    assert cell(model, "Terrorist cell", "US market calm") == ["−4"]


def test_a_number_of_the_partner_there_is_marked() -> None:
    assert cell(read("crossroads"), "Set them against each other", "Will: Mexico") == ["−2°", "≥1°"]


def test_what_is_left_out_is_in_no_model() -> None:
    bare = build_causal_model(load_content("impracticable-alliance", without=["aims", "detection"]))
    assert bare.off == ("Detection", "Aims")
    assert not {"crowded_out", "exposure", "inquiry"} & {part.id for part in bare.parts}
    service = find(bare, "service")
    assert ("revenue", 3) in [(move.number, move.n) for move in service.moves]


# Loops


def model_of(*parts: CausalPart) -> CausalModel:
    numbers = dict.fromkeys(one.number for part in parts for one in part.reads)
    numbers |= dict.fromkeys(one.number for part in parts for one in part.moves)
    return CausalModel("Two", (), tuple(Quantity(n, n.title(), "", 0, 10, 5) for n in numbers), parts, (), ())


def rule(name: str, moves: Move, reads: Read, kind: str = RULE, target: int = 0) -> CausalPart:
    return CausalPart(kind, name, name.title(), "", "ours", (moves,), (reads,), target=target)


def test_two_negative_links_make_a_reinforcing_loop_and_one_a_balancing() -> None:
    falls = rule("falls", Move("b", "effects", -1), Read("a", "when", 6, None, sign=1))
    back = rule("back", Move("a", "effects", -1), Read("b", "when", 8, None, sign=1))
    rises = rule("rises", Move("a", "effects", 1), Read("b", "when", 8, None, sign=1))
    (first,) = find_loops(model_of(falls, back)).main
    (second,) = find_loops(model_of(falls, rises)).main
    assert (first.name, first.reinforcing, first.titles) == ("R1", True, ["Falls", "Back"])
    assert (second.name, second.reinforcing) == ("B1", False)


def test_a_penalty_to_a_roll_turns_the_sign_and_an_unsure_sign_makes_no_link() -> None:
    hard = rule("hard", Move("b", "success", 1), Read("a", ODDS, 6, None, "-1", sign=1), ACTION, 7)
    assert [(one.source, one.target, one.sign) for one in build_links(model_of(hard))] == [("a", "b", -1)]
    between = rule("between", Move("b", "effects", 1), Read("a", "when", 4, 6, sign=0))
    assert build_links(model_of(between)) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_the_main_loops_are_closed_and_few(name: str) -> None:
    loops = find_loops(read(name))
    assert 6 <= len(loops.main) <= 14
    assert len(loops.list_numbers()) <= 14
    for loop in loops.main:
        ends = [*loop.links[1:], loop.links[0]]
        assert all(link.target == after.source for link, after in zip(loop.links, ends, strict=True))
    titles = [loop.titles for loop in loops.main]
    assert ["Law restrains", "Fear"] in titles
    assert ["Entanglement"] in titles


# On paper


@pytest.mark.parametrize("name", [*SHIPPED, *EXAMPLES])
def test_the_matrix_fits_on_a_page(name: str) -> None:
    matrix: Matrix = build_matrix(read(name))
    layout = lay_out(matrix)
    assert layout.size > SMALLEST
    told = [row for panel in layout.panels for group in panel for row in group.rows]
    assert told == [row for group in matrix.groups for row in group.rows]


def test_the_picture_is_well_formed_whatever_numbers_are_called() -> None:
    up = rule("up", Move("<&'\"", "effects", 1), Read("<&'\"", "when", 1, None, sign=1))
    model = model_of(up)
    drawn = ElementTree.fromstring(draw_loops_svg(find_loops(model), model.find_name, "<&>"))
    assert "<&'\"" in "".join(drawn.itertext())
