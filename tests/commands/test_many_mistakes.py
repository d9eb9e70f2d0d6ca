"""Files with thousands of mistakes: the first are told, the rest is counted, and the time grows with their number."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.commands.conftest import Run
from wargame import suggestion

HEAD = "format: 1\nid: big\ntitle: Big\nabout: A big deck.\nscenario: impracticable-alliance\ncards:\n"
CARD = "  - id: {}\n    title: The fair\n    text: Lights on every mast. For one night nobody counts.\n"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck with 3,000 keys that do not exist."""
    path = tmp_path / "big.yaml"
    keys = "".join(f"    efect-{i}: 1\n" for i in range(3_000))
    path.write_text(HEAD + CARD.format("fair") + keys, encoding="utf-8")
    return path


def test_after_200_mistakes_of_a_file_the_rest_is_counted(run: Run, deck: Path) -> None:
    code, out, _ = run("deck", "check", deck)
    *told, verdict, more = out.splitlines()
    assert code == 1
    assert len(told) == 200
    assert verdict == f"{deck}: 3000 errors"
    assert more == f"{deck}: 2800 more of this file are not shown; --all shows them"
    assert len(run("deck", "check", deck, "--all").out.splitlines()) == 3_001


def test_the_rest_is_counted_in_json_too(run: Run, deck: Path) -> None:
    found = json.loads(run("deck", "check", deck, "--json").out)
    assert len(found["problems"]) == 200
    assert found["left_out"] == {str(deck): 2800}
    assert found["files"][0]["errors"] == 3000
    whole = json.loads(run("deck", "check", deck, "--json", "--all").out)
    assert len(whole["problems"]) == 3000
    assert "left_out" not in whole


def test_every_command_that_needs_the_deck_counts_the_rest(run: Run, deck: Path) -> None:
    for argv in (("deck", "show"), ("play", "--headless", "--deck"), ("deck", "sheet")):
        _, out, err = run(*argv, deck)
        assert len((out + err).splitlines()) == 201
        assert "2800 more of this file are not shown" in out + err


def test_an_import_counts_the_rest(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "cards.csv"
    sheet.write_text("title,text,effects\n" + "The fair,Lights,fear\n" * 1_500, encoding="utf-8")
    code, out, _ = run("deck", "import", sheet)
    *told, more, verdict = out.splitlines()
    assert (code, len(told)) == (1, 200)
    assert more.endswith("more of this file are not shown; --all shows them")
    assert verdict.endswith("no deck was written")
    assert len(run("deck", "import", sheet, "--all").out.splitlines()) > 1_000


def test_more_cards_than_a_deck_can_have_are_told_at_once(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "cards.csv"
    sheet.write_text("title,text,effects\n" + "The fair,Lights,fear\n" * 2_001, encoding="utf-8")
    assert run("deck", "import", sheet).err.startswith(f"wargame: {sheet}: 2001 rows hold a card, and a deck has at")


@contextmanager
def counted_steps() -> Iterator[list[int]]:
    """Count the lines of Python that are run: a measure of time that is the same on every machine."""
    steps = [0]

    def trace(frame: FrameType, event: str, _: object) -> Any:
        steps[0] += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield steps
    finally:
        sys.settrace(before)


SPOILT: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda n: HEAD + CARD.format("fair") + "".join(f"    efect-{i}: 1\n" for i in range(n)),
    "unknown keys at the top": lambda n: "".join(f"efect-{i}: 1\n" for i in range(n)) + HEAD + CARD.format("fair"),
    "keys given twice": lambda n: HEAD + CARD.format("fair") + "    copies: 1\n" * n,
    "tags": lambda n: HEAD + CARD.format("fair") + "".join(f"    t{i}: !x 1\n" for i in range(n)),
    "names of nothing": lambda n: (
        HEAD + CARD.format("fair") + "    effects: {" + ", ".join(f"flags.no{i}: true" for i in range(n)) + "}\n"
    ),
    "conditions": lambda n: (
        HEAD + CARD.format("fair") + "    when: {any: [" + ", ".join(f"{{no{i}: 3+}}" for i in range(n)) + "]}\n"
    ),
    "citations": lambda n: (
        HEAD + CARD.format("fair") + "    cites: [" + ", ".join(f"nolden-2011/zone-{i}" for i in range(n)) + "]\n"
    ),
    "sources": lambda n: (
        HEAD + CARD.format("fair") + "    cites: [" + ", ".join(f"nolden-{i}/zones" for i in range(n)) + "]\n"
    ),
    "silences": lambda n: "silence: {" + ", ".join(f"k{i}: x" for i in range(n)) + "}\n" + HEAD + CARD.format("fair"),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_the_time_grows_with_the_number_of_mistakes(
    run: Run, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion, "MOST_COMPARED", 1_000)
    deck = tmp_path / "big.yaml"
    steps = []
    for n in (400, 1_600):
        deck.write_text(SPOILT[kind](n), encoding="utf-8")
        run("deck", "check", deck)
        with counted_steps() as count:
            assert run("deck", "check", deck).code == 1
        steps.append(count[0])
    assert steps[1] < steps[0] * 5
