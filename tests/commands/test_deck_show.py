"""deck list and deck show, card by card; the glossary of a scenario."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import TINY, Run, copy_tiny

DECK = TINY / "tiny-deck.yaml"


def found(run: Run, *argv: str | Path) -> list[str]:
    """The ids of the cards that fit."""
    code, out, err = run("deck", "list", *argv, "--json")
    assert (code, err) == (0, "")
    return [card["id"] for card in json.loads(out)]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The tiny deck with two tags, beside its scenario and its source."""
    copy_tiny(tmp_path)
    deck = tmp_path / "tiny-deck.yaml"
    text = deck.read_text(encoding="utf-8")
    for card, tags in (("fire", "[loud, week-one]"), ("cousin", "[week-one]")):
        text = text.replace(f"  - id: {card}\n", f"  - id: {card}\n    tags: {tags}\n")
    deck.write_text(text, encoding="utf-8")
    return deck


# Which cards


def test_cards_are_found_by_their_tags(run: Run, mine: Path) -> None:
    assert found(run, mine, "--tag", "week-one") == ["fire", "cousin"]
    assert found(run, mine, "--tag", "week-one", "--role", "ring") == ["cousin"]
    out = run("deck", "list", mine, "--tag", "loud").out
    assert "tiny-deck fire: A warehouse burns [loud] [week-one]\n" in out
    assert "The council answers; cites tiny-paper/fear" in out
    assert "1 card\n" in out


def test_a_tag_nothing_has_is_answered_with_those_there_are(run: Run, mine: Path) -> None:
    code, out, _ = run("deck", "list", mine, "--tag", "sea")
    assert (code, out) == (0, "0 cards\nTags there are: loud, week-one\n")


def test_cards_are_found_by_the_role_that_answers_or_whose_numbers_they_move(run: Run, mine: Path) -> None:
    ring, town = found(run, mine, "--role", "ring"), found(run, mine, "--role", "town")
    assert "cousin" in ring, "the ring answers it"
    assert "fire" in town, "the council answers it"
    assert "festival" not in ring + town, "it moves what all see, and asks nobody"


@pytest.mark.parametrize(
    ("cites", "fits"),
    [
        ("tiny-paper", True),
        ("tiny-paper/fear", True),
        ("fear", True),
        ("tiny-paper:2", True),
        ("3", True),
        ("tiny-paper/docks", False),
        ("tiny-paper:1", False),
        ("1", False),
        ("iii", False),
    ],
)
def test_cards_are_found_by_source_fact_and_page(run: Run, mine: Path, cites: str, fits: bool) -> None:
    assert ("fire" in found(run, mine, "--cites", cites)) is fits


def test_pages_in_the_middle_of_a_span_count(run: Run) -> None:
    assert "recession" in found(run, "nolden-2011", "--cites", "nolden-2011:7")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--role", "towne"), "no scenario of these decks has a role 'towne'; did you mean 'town'?"),
        (("--cites", "tiny-paper/feer"), "did you mean 'tiny-paper/fear'?"),
        (("--cites", "plato"), "write a source, SOURCE/FACT, SOURCE:PAGE, or a page"),
    ],
)
def test_what_is_mistyped_is_said(run: Run, mine: Path, argv: tuple[str, str], said: str) -> None:
    code, _, err = run("deck", "list", mine, *argv)
    assert code == 2
    assert said in err


def test_without_a_wish_the_decks_are_listed(run: Run, mine: Path) -> None:
    assert run("deck", "list", mine).out.startswith("tiny-deck: A year in the port\n")
    (deck,) = json.loads(run("deck", "list", mine, "--json").out)
    assert (deck["id"], deck["scenario"], deck["contingency"]) == ("tiny-deck", "tiny", False)


# One card


def test_the_players_see_the_card_and_their_choice_and_none_of_the_notes(run: Run) -> None:
    out = " ".join(run("deck", "show", DECK, "fire", "--as", "players").out.split())
    assert out.startswith("A warehouse burns. To The council: It was not insured")
    assert "(from Other 2011, reported there p. 2-3)" in out
    assert "Told to all: Fear +1." in out
    assert "The council answers: What does the council say? 1. Promise an inquiry (7 or more on two dice, 58 %)" in out
    assert "success: Trust +1, Files +1 failure: Trust -1" in out, "what happens in any case is counted in"
    for secret in (
        "Who promises must deliver",
        "What did the fire buy",
        "Keep it short",
        "Fear pays early",
        "promise:",
    ):
        assert secret not in out


def test_what_only_a_role_sees_is_not_told_to_all(run: Run, mine: Path) -> None:
    text = mine.read_text(encoding="utf-8").replace(
        "effects: {fear: -1}\n    ask", "effects: {fear: -1, purse: +1}\n    ask"
    )
    mine.write_text(text, encoding="utf-8")
    assert "Told to all: Fear -1.\n" in run("deck", "show", mine, "festival", "--as", "players").out
    assert "Purse +1" in run("deck", "show", mine, "festival", "--as", "facilitator").out


def test_the_facilitator_sees_all_of_it(run: Run, mine: Path) -> None:
    out = " ".join(run("deck", "show", mine, "fire").out.split())
    for text in (
        "It can come when Fear 3 or more.",
        "It does: Fear +1.",
        "promise: Promise an inquiry.",
        "What to look for: Who promises must deliver.",
        "Ask: What did the fire buy?",
        "Notes: Keep it short.",
        "Serves: Say what fear costs the one who uses it.",
        "Other 2011, p. 2-3, reported there: Fear pays early and is repaid late.",
        "Tags: loud, week-one",
    ):
        assert text in out
    assert run("deck", "show", mine, "fire", "--as", "facilitator").out == run("deck", "show", mine, "fire").out


def test_a_whole_deck_is_shown_in_either_view(run: Run) -> None:
    out = run("deck", "show", DECK, "--as", "players").out
    assert out.count("-" * 80) == 5
    assert out.index("The harbour festival") < out.index("A warehouse burns")


# The glossary


def test_the_glossary_says_what_each_name_means(run: Run) -> None:
    out = " ".join(run("scenario", "show", TINY / "scenarios" / "tiny.yaml", "--glossary").out.split())
    assert "trust: 0 to 10, starts at 5. Trust: What the town expects of its council." in out
    assert "purse: 0 to 10, starts at 3. Purse: What the ring can spend. Seen by The ring only." in out
    assert "flags.exposed: true or false, starts false." in out
    assert "zones.docks.grip: starts at 3. The docks" in out
    assert "zones.target.grip: 0 to 5." in out
    assert "strongholds: 0 to 4. Strongholds: Two for each quarter held firmly, at most four." in out
    assert "turn: 1 to 5, starts at 1." in out


def test_the_glossary_is_there_for_programs(run: Run) -> None:
    names = {one["name"]: one for one in json.loads(run("scenario", "show", "crossroads", "--glossary", "--json").out)}
    assert names["violence"]["changes"] == "+N, -N, =N"
    assert names["members.target"]["section"] == "target"
    assert names["plaza_control"]["changes"] == ""
    assert names["nexus"]["seen_by"] == ["cartel", "cell"]
    assert names["flags.exposed"]["intervals"] == "true, false"


def test_coverage_and_glossary_are_two_things(run: Run) -> None:
    assert run("scenario", "show", "--glossary", "--coverage").code == 2
    assert run("scenario", "show", "--json").code == 2


def test_a_card_is_shown_as_its_author_wrote_it(run: Run, mine: Path) -> None:
    text = mine.read_text(encoding="utf-8")
    code, out, err = run("deck", "show", mine, "fire", "--as", "author")
    assert (code, err) == (0, "")
    assert out in text
    assert out.startswith("  - id: fire\n")
    assert out.count("- id: fire") == 1
    assert "- id: cousin" not in out
    assert run("deck", "show", mine, "--as", "author").out == text


def test_a_card_that_shares_its_lines_is_not_cut_out(run: Run, tmp_path: Path) -> None:
    deck = tmp_path / "flow.yaml"
    card = "{id: rain, title: Rain, text: It rains., effects: {violence: +1}}"
    head = "{format: 1, id: flow, title: Flow, about: A line., scenario: crossroads,"
    deck.write_text(f"{head}\n cards: [{card}]}}\n", encoding="utf-8")
    code, _, err = run("deck", "show", deck, "rain", "--as", "author")
    assert code == 2
    assert "does not stand on lines of its own" in err
