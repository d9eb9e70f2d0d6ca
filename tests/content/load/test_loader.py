"""Loading as an author meets it: one mistake, one report, at its place; and content that survives being written."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.conftest import DECK, FOLDER, SOURCE, TINY
from tests.playing import moderate
from wargame.content.load import library
from wargame.content.load.loader import (
    Content,
    compute_digest,
    dump_model,
    load_content,
    load_deck,
    load_scenario,
    load_source,
    pin,
    unpin,
)
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.yaml_reader import read_yaml
from wargame.content.load.yaml_writer import write_yaml
from wargame.content.model.known_names import collect_names, collect_raw_names

SCENARIO = load_scenario(TINY)
RAW_DECK: dict[str, Any] = read_yaml(DECK).data
RAW_SCENARIO: dict[str, Any] = read_yaml(TINY).data
FACTS = frozenset(f"tiny-paper/{fact.id}" for fact in load_source(SOURCE).facts)

Path_ = tuple[str | int, ...]


def problems_of(data: Any, folder: Path) -> tuple[Problem, ...]:
    """What is wrong with a deck of this data."""
    path = folder / "deck.yaml"
    path.write_text(write_yaml(data), encoding="utf-8")
    return complaints(lambda: load_deck(path, SCENARIO, FACTS))


def complaints(load: Callable[[], object]) -> tuple[Problem, ...]:
    """What loading complains about; nothing where it succeeds."""
    try:
        load()
    except ContentError as error:
        return error.problems
    return ()


def spots(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The path of every value below ``data``."""
    items: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in items:
        yield (*path, step)
        yield from spots(value, (*path, step))


def at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


CARD_SPOTS = [path for path in spots(RAW_DECK) if len(path) > 2]
KEY_SPOTS = [path for path in CARD_SPOTS if isinstance(path[-1], str)]
CARD_IDS = [card["id"] for card in RAW_DECK["cards"]]

few = moderate(60)


def placed_in(found: Problem, card: str) -> bool:
    return found.line > 1 and found.column > 0 and found.where.startswith(f"card {card}")


@few
@given(path=st.sampled_from(KEY_SPOTS), tail=st.sampled_from(["x", "zz", "_"]))
def test_a_misspelt_key_is_reported_in_its_card(path: Path_, tail: str, tmp_path: Path) -> None:
    data = copy.deepcopy(RAW_DECK)
    inside = at(data, path[:-1])
    changed = {(f"{key}{tail}" if key == path[-1] else key): value for key, value in inside.items()}
    inside.clear()
    inside.update(changed)
    found = problems_of(data, tmp_path)
    name = data["cards"][path[1]].get("id", f"no. {int(path[1]) + 1}")
    assert found
    assert any(placed_in(problem, name) and repr(f"{path[-1]}{tail}") in problem.said for problem in found)


MAY_BE_EMPTY = {"turn", "response", "expect", "notes", "check", "lasts", "per", "inject", "end"}
"""Keys that may be given without a value: it means the same as leaving them out."""

WRONG: list[Any] = [None, 3.5, [[1]], {"x": {"y": 1}}, [None]]


@few
@given(path=st.sampled_from(CARD_SPOTS), wrong=st.sampled_from(WRONG))
def test_a_wrong_type_is_reported_in_its_card(path: Path_, wrong: Any, tmp_path: Path) -> None:
    if wrong is None and (path[-1] in MAY_BE_EMPTY or path[-3:] == ("options", 1, "text")):
        return
    data = copy.deepcopy(RAW_DECK)
    at(data, path[:-1])[path[-1]] = wrong
    found = problems_of(data, tmp_path)
    card = data["cards"][path[1]]
    name = card["id"] if isinstance(card, dict) and isinstance(card.get("id"), str) else f"no. {int(path[1]) + 1}"
    assert found
    assert all("(" not in problem.hint for problem in found), "an error without words of its own"
    assert any(placed_in(problem, name) for problem in found)


@few
@given(chosen=st.sets(st.sampled_from(CARD_IDS), min_size=1), kinds=st.data())
def test_n_mistakes_give_n_reports(chosen: set[str], kinds: st.DataObject, tmp_path: Path) -> None:
    data = copy.deepcopy(RAW_DECK)
    for card in data["cards"]:
        if card["id"] not in chosen:
            continue
        match kinds.draw(st.sampled_from(["typo", "type", "dangling", "unsigned", "fact", "bare", "turn"])):
            case "typo":
                card["titel"] = card.pop("title")
            case "type":
                card["ask"] = "Why?"
            case "dangling":
                card["when"] = {"feer": "3+"}
            case "unsigned":
                card["effects"] = {"fear": 1}
            case "fact":
                card["cites"] = ["tiny-paper/dock"]
            case "bare":
                card["objectives"] = ["trad"]
            case "turn":
                card["turn"] = 9
    found = problems_of(data, tmp_path)
    assert sorted(problem.where for problem in found) == sorted(f"card {name}" for name in chosen)


@few
@given(index=st.integers(0, len(CARD_IDS) - 1))
def test_a_key_given_twice_is_reported_in_its_card(index: int, tmp_path: Path) -> None:
    lines = write_yaml(RAW_DECK).splitlines()
    place = next(i for i, line in enumerate(lines) if line == f"- id: {CARD_IDS[index]}")
    path = tmp_path / "deck.yaml"
    path.write_text("\n".join([*lines[: place + 1], "  title: Twice", *lines[place + 1 :]]), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_deck(path, SCENARIO, FACTS)
    (found,) = caught.value.problems
    assert (found.line, found.column, found.where) == (place + 3, 3, f"card {CARD_IDS[index]}")


def shuffled(data: Any, draw: Any) -> Any:
    if isinstance(data, dict):
        keys = draw(st.permutations(list(data)))
        return {key: shuffled(data[key], draw) for key in keys}
    return [shuffled(entry, draw) for entry in data] if isinstance(data, list) else data


@few
@given(choices=st.data())
def test_digest_sees_neither_key_order_nor_comments_nor_line_ends(choices: st.DataObject, tmp_path: Path) -> None:
    text = write_yaml(shuffled(RAW_DECK, choices.draw))
    text = "# a comment\n" + text.replace("\n", choices.draw(st.sampled_from(["\n", "\r\n", "\n\n"])), 3)
    path = tmp_path / "deck.yaml"
    path.write_bytes(text.encode())
    assert compute_digest(dump_model(load_deck(path, SCENARIO))) == compute_digest(
        dump_model(load_deck(DECK, SCENARIO))
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("fear: +1", "fear: +2"), ("turn: 2", "turn: 3"), ("purse: 1}", "purse: 2}"), ("copies: 2", "copies: 3"),
     ("lasts: 2", "lasts: 3"), ("8+", "7+"), ("inject: books", "inject: letters"), ("end: lost_port", "end: free_port"),
     ("files: =0", "files: =1"), ("role: ring", "role: town"), ("id: walkout", "id: walk")],
)  # fmt: skip
def test_digest_sees_every_change_of_a_rule(old: str, new: str, tmp_path: Path) -> None:
    text = DECK.read_text(encoding="utf-8")
    if new == "role: town":
        text = text.replace("cost: {purse: 1}", "cost: {trust: 1}")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert old in text
    (tmp_path / "b.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    before, after = (compute_digest(dump_model(load_deck(tmp_path / name, SCENARIO))) for name in ("a.yaml", "b.yaml"))
    assert before != after


def test_written_and_read_again_it_is_the_same(tiny: Content, tmp_path: Path) -> None:
    path = tmp_path / "again.yaml"
    path.write_text(write_yaml(dump_model(tiny.scenario)), encoding="utf-8")
    assert load_scenario(path) == tiny.scenario
    path.write_text(write_yaml(dump_model(tiny.decks[0])), encoding="utf-8")
    assert load_deck(path, tiny.scenario) == tiny.decks[0]
    path.write_text(write_yaml(dump_model(tiny.sources[0])), encoding="utf-8")
    assert load_source(path) == tiny.sources[0]


INTERVALS = st.sampled_from(["3+", "2-", "-1..4", 5, "0..1", "-2-"])
CHANGES = st.sampled_from(["+1", -2, "=3", "=-1"])
NUMBERS = ["fear", "turn", "total_grip", "flags.exposed", "deals.truce", "zones.hill.grip"]
WHEN = st.dictionaries(st.sampled_from(NUMBERS), INTERVALS) | st.just({"any": [{"fear": "1+"}, {"trust": 2}]})
FRAMES = st.fixed_dictionaries(
    {"effects": st.just({"flags.exposed": True})},
    optional={"lasts": st.integers(2, 9), "when": WHEN, "per": st.just({"fear": [2, 4]})},
)
CARDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["y", "no", "2011", "2011-10-28", "a: b", "- x", "#", "~", "+1", "“Who?”"]),
        "text": st.sampled_from(["One.", "Two\nlines.", "One \n two", "  x\n    y\n", "A long text. " * 20]),
    },
    optional={
        "when": WHEN,
        "effects": st.dictionaries(st.sampled_from(["fear", "purse", "zones.docks.watch"]), CHANGES),
        "also": st.lists(FRAMES, max_size=2),
        "ask": st.lists(st.sampled_from(["Why?", "on", "1"]), max_size=2),
        "notes": st.just("Off"),
    },
)


@few
@given(cards=st.lists(CARDS, min_size=1, max_size=5))
def test_any_deck_written_and_read_again_is_the_same(cards: list[dict[str, Any]], tmp_path: Path) -> None:
    named = [{"id": f"card{i}"} | card for i, card in enumerate(cards)]
    data = RAW_DECK | {"cards": named}
    path = tmp_path / "deck.yaml"
    path.write_text(write_yaml(data), encoding="utf-8")
    deck = load_deck(path, SCENARIO)
    path.write_text(write_yaml(dump_model(deck)), encoding="utf-8")
    assert load_deck(path, SCENARIO) == deck


def test_pinned_content_is_plain_and_comes_back_equal(tiny: Content) -> None:
    pinned = json.loads(json.dumps(pin(tiny)))
    assert unpin(pinned) == tiny
    assert compute_digest(pin(unpin(pinned))) == compute_digest(pinned)


def test_pinned_content_that_was_changed_is_refused(tiny: Content) -> None:
    pinned = pin(tiny)
    pinned["decks"][0]["cards"][0]["effects"] = {"feer": "+1"}
    with pytest.raises(ContentError, match="pinned deck tiny-deck: card festival: nothing is called 'feer'"):
        unpin(pinned)


@pytest.mark.parametrize("data", [None, [], {}, {"scenario": {}}, {"scenario": 1, "decks": 2, "sources": []}])
def test_what_is_no_pinned_content_is_refused(data: Any) -> None:
    with pytest.raises(ContentError, match="no pinned content"):
        unpin(data)


@few
@given(path=st.sampled_from(list(spots(RAW_SCENARIO))), wrong=st.sampled_from([*WRONG, "no such", True, -1, {}]))
def test_no_scenario_however_broken_ends_in_a_traceback(path: Path_, wrong: Any, tmp_path: Path) -> None:
    data = copy.deepcopy(RAW_SCENARIO)
    at(data, path[:-1])[path[-1]] = wrong
    file = tmp_path / "scenario.yaml"
    file.write_text(write_yaml(data), encoding="utf-8")
    assert all(problem.line > 0 and "(" not in problem.hint for problem in complaints(lambda: load_scenario(file)))


def test_names_are_the_same_from_data_and_from_the_model(tiny: Content) -> None:
    known = collect_names(tiny.scenario)
    assert known == collect_raw_names(RAW_SCENARIO)
    assert known.numbers is not None
    read = known.numbers.read
    assert {"turn", "turns_left", "total_grip", "flags.exposed", "zones.hill.grip", "deals.truce"} <= read
    assert not {"turn", "total_grip", "deals.truce"} & known.numbers.write


def test_a_deck_is_checked_even_where_its_scenario_is_faulty(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    scenario = tmp_path / "scenarios" / "s.yaml"
    scenario.write_text(TINY.read_text(encoding="utf-8").replace("key: t", "key: r"), encoding="utf-8")
    deck = DECK.read_text(encoding="utf-8").replace("end: lost_port", "end: lost")
    (tmp_path / "tiny-deck.yaml").write_text(deck, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / SOURCE.name).write_bytes(SOURCE.read_bytes())
    with pytest.raises(ContentError) as caught:
        load_content(scenario)
    assert sorted(problem.where for problem in caught.value.problems) == ["card walkout", "role town"]


def test_the_same_card_in_two_decks_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_bytes(DECK.read_bytes())
    with pytest.raises(ContentError, match=f"card fire: the card id 'fire' is used in {DECK} too"):
        load_content(TINY, [DECK, other])
    with pytest.raises(ContentError, match="the deck is chosen twice"):
        load_content(TINY, [DECK, DECK])


def test_a_misspelt_citation_names_the_fact_that_was_meant(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    text = DECK.read_text(encoding="utf-8").replace("tiny-paper/fear", "tiny-papre/fear")
    deck.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="did you mean 'tiny-paper/fear'"):
        load_content(TINY, [deck])


def test_only_the_sources_that_are_cited_come_along(tiny: Content) -> None:
    assert [source.id for source in tiny.sources] == ["tiny-paper"]
    assert [deck.id for deck in tiny.decks] == ["tiny-deck"]


def test_shipped_content_is_found_by_name_and_sound() -> None:
    for name in library.list_scenarios():
        content = load_content(name)
        assert content.scenario.id == name
        assert pin(unpin(pin(content))) == pin(content)


def test_every_exercise_meets_the_scheduled_cards_and_no_twins() -> None:
    """They are so in the pinned content, too: a session is read as it was arranged."""
    content = load_content("security-through-partnership")
    for one in (content, unpin(json.loads(json.dumps(pin(content))))):
        cards = {card.id: card for deck in one.decks for card in deck.cards}
        turns = {name: card.turn for name, card in cards.items() if card.turn is not None}
        assert turns == one.scenario.schedule == {"one_gate": 2, "seven_names": 4}
        assert {name for card in cards.values() for name in card.replaces} & cards.keys() == set()
    alone = {card.id for deck in load_content("impracticable-alliance").decks for card in deck.cards}
    assert alone >= {"trade_vote", "joint_group"}, "nothing replaces them where the partners are not played"


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ("one_gte: 2", r":5:12: .*'one_gte'.* that is in no deck.*did you mean 'one_gate'"),
        ("holiday: 2", r":5:12: .*'holiday'.* that is in no deck of the scenario to draw from"),
        ("one_gate: 9", r":5:22: card one_gate would come in turn 9, which no length has; expected at most 8"),
        ("one_gate: 0", r":5:22: .*expected 1 or more"),
        ("one_gate: soon", r":5:22: .*expected a whole number"),
        pytest.param(f"one_gate: {'9' * 5000}", r":5:22: .*expected a whole number", id="5,000 digits"),
    ],
)
def test_a_schedule_that_cannot_be_kept_is_refused(schedule: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"format: 1\nid: mine\ntitle: Mine\nextends: crossroads\nschedule: {{{schedule}}}\n")
    with pytest.raises(ContentError, match=said):
        load_content(file)


def test_a_card_that_replaces_nothing_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "mine")
    deck = tmp_path / "mine" / DECK.relative_to(FOLDER)
    first = RAW_DECK["cards"][0]["id"]
    deck.write_text(deck.read_text().replace(f"- id: {first}\n", f"- id: {first}\n    replaces: [{first}]\n", 1))
    with pytest.raises(ContentError, match=f"'{first}' is no card of another deck, so nothing is replaced"):
        load_content(tmp_path / "mine" / TINY.relative_to(FOLDER))


def test_what_is_said_to_authors_alone_is_not_pinned(tiny: Content) -> None:
    quiet = {"silence": {"uncited": "It is invented."}}
    loud = pin(tiny)
    loud["decks"][0] |= quiet
    loud["decks"][0]["cards"][0] |= quiet
    loud["scenario"]["tracks"]["fear"] |= quiet
    content = unpin(loud)
    assert content.decks[0].cards[0].silence == quiet["silence"]
    assert pin(content) == pin(tiny)


def test_unknown_names_list_what_there_is() -> None:
    with pytest.raises(
        ContentError, match=r"no scenario and no file is called that; .*there are: .*impracticable-alliance"
    ):
        load_content("impracticable")
    with pytest.raises(ContentError, match=r"did you mean 'tiny-deck'\?; there are: .*tiny-deck"):
        load_content(TINY, ["tiny-dek"])
    with pytest.raises(ContentError, match="there is no such file"):
        load_content(FOLDER / "none.yaml")


def test_content_needs_no_screen() -> None:
    code = "import sys, wargame.content.load.loader; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_problems_at_one_place_come_in_the_order_of_the_keys(tmp_path: Path) -> None:
    """Not in that of their hashes, which differs from run to run."""
    path = tmp_path / "empty.yaml"
    path.write_text("format: 1\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        load_source(path)
    missing = [problem.said.split("'")[1] for problem in caught.value.problems]
    assert missing == ["id", "author", "title", "publisher", "year", "pages", "short", "facts"]
