"""Commands on a scenario that extends another, and on a contingency deck."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import TINY, Run

PACT = TINY / "scenarios" / "tiny-pact.yaml"
RESERVE = TINY / "tiny-reserve.yaml"


def test_it_is_shown_and_checked_as_a_whole(run: Run) -> None:
    code, out, err = run("scenario", "show", PACT)
    assert (code, err) == (0, "")
    assert "The harbour pact" in out
    assert "The ring (ring, 4 actions)" in out
    assert "pact-deck: A year of the pact (2 cards, 6 with copies)" in out
    assert "tiny-reserve: Up the sleeve (3 contingency cards, 4 with copies)" in out
    code, out, _ = run("scenario", "check", PACT)
    assert code == 0
    assert "no errors" in out


def test_it_is_balanced_without_the_cards_nobody_is_there_to_bring(run: Run) -> None:
    code, out, err = run("balance", PACT, "--games", "4", "--length", "short", "--json")
    assert (code, err) == (0, "")
    assert {card["card"] for card in json.loads(out)["cards"]} == {"handshake", "rumour"}


def test_it_is_played_and_verified(run: Run, tmp_path: Path) -> None:
    assert run("play", PACT, "--headless", "--sessions", ".", "--name", "pact").code == 0
    (path,) = tmp_path.glob("*.jsonl")
    assert run("verify", path).code == 0


def test_a_deck_is_held_against_its_own_scenario_and_those_that_extend_it(run: Run) -> None:
    for deck in ("pact-deck", "tiny-deck", "tiny-reserve"):
        assert run("deck", "check", TINY / f"{deck}.yaml").code == 0
        assert run("deck", "check", TINY / f"{deck}.yaml", "--scenario", PACT).code == 0
    code, out, _ = run("deck", "check", TINY / "pact-deck.yaml", "--scenario", TINY / "scenarios" / "tiny.yaml")
    assert code == 1
    assert out.splitlines()[0].endswith(
        "pact-deck.yaml:6:11: this deck is written for the scenario 'tiny-pact', not for 'tiny'; "
        "expected a deck for tiny; play it with tiny-pact, or let tiny extend tiny-pact [scenario]"
    )


def test_a_contingency_deck_says_what_it_is(run: Run) -> None:
    code, out, _ = run("deck", "show", RESERVE)
    assert code == 0
    assert "These are contingency cards: nothing draws them, the facilitator injects them." in out
    assert "nothing draws" not in run("deck", "show", TINY / "tiny-deck.yaml").out
