"""scenario, deck and sources: what there is, what is in it, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import TINY, Run, copy_tiny, spoil
from wargame.content.load.loader import load_content

DECK = TINY / "tiny-deck.yaml"
SHIPPED = "impracticable-alliance"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The tiny scenario, its deck and its source, copied to where they may be spoilt."""
    copy_tiny(tmp_path, "*.*")
    return tmp_path / "tiny-deck.yaml"


# scenario


def test_scenarios_are_listed_with_lengths_and_decks(run: Run) -> None:
    code, out, err = run("scenario", "list")
    assert (code, err) == (0, "")
    assert "impracticable-alliance: The Impracticable Alliance" in out
    assert "short (4 turns, 50 min)" in out
    assert "extends: crossroads, which extends impracticable-alliance" in out
    assert "nolden-2011, killebrew-irvine-2011" in out


def test_a_scenario_is_shown_without_what_is_private(run: Run) -> None:
    code, out, _ = run("scenario", "show")
    assert code == 0
    scenario = load_content(SHIPPED).scenario
    words = " ".join(out.split())
    for text in (scenario.notice, scenario.summary, *(role.public for role in scenario.roles.values())):
        assert text in words
    for role in scenario.roles.values():
        assert role.private not in words
        assert not any(one.text in words for one in role.objectives)
    assert scenario.tracks["violence"].about in words
    assert scenario.tracks["nexus"].about not in words
    assert (scenario.teaches or "no secret") not in words


def test_a_scenario_without_mistakes(run: Run) -> None:
    code, out, err = run("scenario", "check", SHIPPED, TINY / "scenarios" / "tiny.yaml")
    assert (code, err) == (0, "")
    assert f"{SHIPPED}: no errors" in out
    assert "tiny.yaml: no errors" in out


def test_a_scenarios_mistakes_are_placed_and_do_not_hide_the_next_file(run: Run, mine: Path) -> None:
    scenario = mine.parent / "scenarios" / "tiny.yaml"
    spoil(scenario, "summary:", "sumary:")
    code, out, err = run("scenario", "check", scenario, "no-such", SHIPPED)
    assert code == 2
    assert f"{scenario}:" in out
    assert "'sumary'" in out
    assert "no-such: no scenario and no file is called that" in err
    assert f"{SHIPPED}: no errors" in out
    assert run("scenario", "check", scenario).code == 1


def test_sheets_are_written_to_a_file(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("scenario", "sheet")
    assert code == 0
    assert out.startswith("impracticable-alliance.html: ")
    written = (tmp_path / "impracticable-alliance.html").read_text(encoding="utf-8")
    assert run("scenario", "sheet", SHIPPED, "-o", "-").out == written


def test_sheets_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    code, _, err = run("scenario", "sheet", "-o", tmp_path)
    assert code == 2
    assert "this is a folder; name a file in it" in err
    assert run("scenario", "sheet", "nowhere").code == 2


# deck


def test_decks_are_listed(run: Run) -> None:
    code, out, err = run("deck", "list")
    assert (code, err) == (0, "")
    assert "nolden-2011: " in out
    assert "killebrew-irvine-2011: " in out
    assert "For impracticable-alliance: 42 cards, 43 with copies." in " ".join(out.split())
    assert out.endswith("drawn only where they are named: high-water-night, second-\nreading\n")


def test_a_deck_is_shown_and_each_of_its_cards(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = run("deck", "show", "nolden-2011").out
    loaded = load_content(SHIPPED, ["nolden-2011"])
    monkeypatch.setattr("wargame.commands.deck_show.load_deck_content", lambda *_: loaded)  # once is enough
    (deck,) = loaded.decks
    for card in deck.cards:
        assert f"{card.id}: {card.title}" in out
        code, whole, _ = run("deck", "show", "nolden-2011", card.id)
        assert code == 0
        words = " ".join(whole.split())
        assert card.text in words
        assert "fter Nolden 2011, " in words or "From Nolden 2011, " in words
        for option in card.response.options if card.response else ():
            assert option.title in words


def test_every_kind_of_part_of_a_card_is_said(run: Run) -> None:
    (deck,) = load_content(TINY / "scenarios" / "tiny.yaml", [DECK]).decks
    for card in deck.cards:
        code, out, err = run("deck", "show", DECK, card.id)
        assert (code, err) == (0, "")
        assert card.title in out


def test_a_card_or_deck_there_is_not(run: Run) -> None:
    code, _, err = run("deck", "show", "nolden-2011", "leter")
    assert code == 2
    assert "nolden-2011 has no card 'leter'; did you mean 'letter'?" in err
    _, _, err = run("deck", "show", "partners", "letter")
    assert "partners has no card 'letter'; it is in nolden-2011" in err
    assert run("deck", "show", "nolden").code == 2


def test_a_deck_without_mistakes(run: Run) -> None:
    code, out, err = run("deck", "check", "nolden-2011")
    assert (code, err) == (0, "")
    assert "nolden-2011: no errors" in out


def test_warnings_are_no_errors(run: Run) -> None:
    code, out, _ = run("deck", "check", DECK)
    assert code == 0
    assert "warning: card cousin: it cites no fact; say where it comes from: cites: [SOURCE/FACT] [uncited]" in out
    assert "warnings (6 cards for tiny)" in out


def test_all_mistakes_of_a_deck_with_line_column_and_remedy(run: Run, mine: Path) -> None:
    spoil(mine, "effects:", "efects:")
    spoil(mine, "title:", "titel:")
    code, out, err = run("deck", "check", mine, "nolden-2011")
    assert (code, err) == (1, "")
    assert "did you mean 'effects'?" in out
    assert "did you mean 'title'?" in out
    assert all(line.startswith(f"{mine}:") for line in out.splitlines()[:-1])
    assert f"{mine}: 2 errors" in out.splitlines()
    assert out.splitlines()[-1].startswith("nolden-2011: no errors")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"cards: [", ":1:"),
        (b"- just\n- a list\n", ":1:1:"),
        (b"format: 1\nid: x\n", "scenario"),
        (b"format: 1\nscenario: nowhere\n", ":2:11: no scenario is called 'nowhere'"),
        (b"format: 1\nscenario: [a]\n", "scenario"),
        (b"!!python/object:os.system x\n", ":1:"),
    ],
)
def test_what_is_no_deck(run: Run, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    code, out, _ = run("deck", "check", path)
    assert code == 1
    assert str(path) in out
    assert said in out


def test_an_empty_folder_or_nothing_is_no_deck(run: Run, tmp_path: Path) -> None:
    code, _, err = run("deck", "check", tmp_path)
    assert code == 2
    assert "there is no deck, scenario or source in this folder" in err
    code, out, _ = run("deck", "check", "missing.yaml")
    assert code == 2
    assert "missing.yaml: there is no such file" in out
    code, _, err = run("deck", "check", "missing")
    assert code == 2
    assert "no deck and no file is called that" in err


def test_a_deck_held_against_another_scenario(run: Run) -> None:
    code, out, _ = run("deck", "check", DECK, "--scenario", SHIPPED)
    assert code == 1
    assert str(DECK) in out
    assert run("deck", "check", DECK, "--scenario", TINY / "scenarios" / "tiny.yaml").code == 0


# sources


def test_sources_are_listed(run: Run) -> None:
    code, out, err = run("sources", "list")
    assert (code, err) == (0, "")
    assert "nolden-2011: John F. Nolden, " in out
    assert "15 pages" in out


def test_a_source_says_what_it_says_fact_by_fact(run: Run) -> None:
    (source,) = load_content(TINY / "scenarios" / "tiny.yaml").sources
    path = TINY / "sources" / "tiny-paper.yaml"
    code, out, err = run("sources", "show", path)
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    for fact in source.facts:
        assert f"{fact.id} (p. {fact.page}, {fact.stance}) {fact.claim} Terms: {'; '.join(fact.terms)}" in words
    assert f"wargame deck list --cites {source.id}/{source.facts[0].id}" in words


@pytest.mark.parametrize(("which", "shown"), [("plazas", {"plazas"}), ("iii", set()), ("1", {"why-not-question"})])
def test_a_source_is_shown_in_part(run: Run, which: str, shown: set[str]) -> None:
    code, out, err = run("sources", "show", "nolden-2011", which)
    headings = {line.partition(" (p. ")[0] for line in out.splitlines() if " (p. " in line}
    assert code == (0 if shown else 2)
    assert shown <= headings
    assert "fto-letter" not in headings
    assert shown or f"no fact {which!r}, nor one of such a page" in err


def test_a_source_without_the_text_is_checked_for_its_shape(run: Run) -> None:
    code, out, err = run("sources", "check", TINY / "sources" / "tiny-paper.yaml")
    assert (code, err) == (0, "")
    assert "no errors" in out
    assert "--text" in out


def test_a_source_says_what_it_claims(run: Run) -> None:
    code, out, err = run("sources", "show", "nolden-2011", "scrutiny")
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert "Claim scrutiny (p. 10): The attention would cost too much" in words
    assert "Rests on: scrutiny, quiet-with-washington" in words
    assert "IN11205, 10 March 2025)" in words  # why it may fail, and what that rests on


def test_claims_of_a_source_that_nothing_cites_are_an_error(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "sources" / "report-2020.yaml"
    source.parent.mkdir()
    text = (TINY / "sources" / "tiny-paper.yaml").read_text("utf-8").replace("id: tiny-paper", "id: report-2020")
    claim = 'claims:\n  - {id: early, title: Early, text: Fear pays early., pages: ["2"], rests_on: [fear]}\n'
    source.write_text(text + claim, encoding="utf-8")
    for command, path in (("sources", source), ("scenario", tmp_path)):
        code, out, err = run(command, "check", path)
        assert code == 1
        assert f"{source}:26:1: no scenario and no deck cites report-2020" in out + err
    (tmp_path / "mine.yaml").write_text("cards: [{cites: [report-2020/fear]}]\n", encoding="utf-8")
    assert run("sources", "check", source).code == 0


def test_facts_are_proved_against_the_text(run: Run) -> None:
    source, text = TINY / "sources" / "tiny-paper.yaml", TINY / "sources" / "tiny-paper.txt"
    code, out, err = run("sources", "check", source, "--text", text)
    assert (code, err) == (0, "")
    assert "stand on their pages" in out


def test_facts_that_the_text_does_not_bear_out(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "other.txt"
    text.write_text("=== page 1 ===\nNothing of the kind.\n", encoding="utf-8")
    code, out, _ = run("sources", "check", TINY / "sources" / "tiny-paper.yaml", "--text", text)
    assert code == 1
    assert "fact " in out
    assert "are not borne out by" in out


@pytest.mark.parametrize(
    ("facts", "text", "said"),
    [
        ("nolden", "here.txt", "no source and no file is called that"),
        ("nolden-2011", "missing.txt", "missing.txt: it cannot be read"),
        ("nolden-2011", ".", "it cannot be read"),
        ("nolden-2011", "here.txt", "no page is marked"),
        ("nolden-2011", "latin.txt", "it is not UTF-8 text"),
    ],
)
def test_sources_that_cannot_be_checked(run: Run, tmp_path: Path, facts: str, text: str, said: str) -> None:
    (tmp_path / "here.txt").write_text("no marks\n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("=== page 1 ===\nJuárez\n".encode("latin-1"))
    code, _, err = run("sources", "check", facts, "--text", text)
    assert code == 2
    assert said in err


# The model on a page


def test_the_model_is_told_number_by_number_in_eighty_columns(run: Run) -> None:
    code, out, err = run("scenario", "show", SHIPPED, "--model")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    words = " ".join(out.split())
    assert "B2, balancing: Success bores, The region governs" in words
    assert "Cartel: Press for a crossing +1 if it succeeds (N 9)" in words
    assert "at the close: Fear, only with 8 or more (K 1)" in words
    assert "score of Regional security: Peace, -2.5 points for a step" in words


def test_the_model_is_a_page_to_print_and_json(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "model.html"
    code, out, _ = run("scenario", "show", SHIPPED, "--model", "-o", str(page), "--without", "aims")
    assert (code, str(page) in out) == (0, True)
    html = page.read_text(encoding="utf-8")
    assert html.count("<section") == 2
    assert "Played without: Aims." in html
    assert "Room for one business" not in html
    assert run("scenario", "show", SHIPPED, "--model", "-o", "-", "--without", "aims")[1] == html
    told = json.loads(run("scenario", "show", SHIPPED, "--model", "--json")[1])
    assert {"numbers", "parts", "loops", "documents"} <= set(told)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("-o", "x.html"), "add --model"),
        (("--model", "--json", "-o", "x.html"), "leave --json out"),
        (("--model", "-o", "x.pdf"), ".html"),
        (("--model", "--coverage"), "not allowed with"),
        (("--model", "--without", "nobody"), "no switch 'nobody'"),
        (("--json",), "--model"),
    ],
)
def test_what_the_model_cannot_be_is_refused(run: Run, typed: tuple[str, ...], said: str) -> None:
    code, _, err = run("scenario", "show", SHIPPED, *typed)
    assert code == 2
    assert said in err


def test_claims_of_a_source_that_nothing_cites_are_an_error_with_a_place(run: Run, tmp_path: Path) -> None:
    lonely = tmp_path / "lonely.yaml"
    lonely.write_text(
        "format: 1\nid: lonely\nauthor: A\ntitle: T\npublisher: P\nyear: 2011\npages: 3\nshort: Lonely 2011\n"
        'facts:\n  - {id: one, page: "1", claim: It is so., terms: [so], stance: asserts}\n'
        'claims:\n  - {id: so, title: So, text: It is so., pages: ["1"], rests_on: [one]}\n',
        "utf-8",
    )
    code, out, err = run("sources", "check", str(lonely))
    assert code == 1
    assert f"{lonely}:11:1: no scenario and no deck cites lonely" in out + err
    assert "lonely/one" in out + err
