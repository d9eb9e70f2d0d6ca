"""Writes the benchmark exercise as an ordinary scenario and deck: ``python tests/data/peers/make.py``.

``game.json`` is the exercise as the peers read it (boardgame.io, plain JavaScript, C: see benchmarks/README.md). A
conditional card with one option becomes a guarded effect, one with two options a response with its own ``when``: a
card's ``when`` would keep it in the pile instead. Sums of changes and changes one after the other agree here, since no
list of changes names a track twice.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wargame.content.load.yaml_writer import write_yaml

HERE = Path(__file__).parent
ROLES = ("north", "south", "west")


def main() -> None:
    game = json.loads((HERE / "game.json").read_text())
    for name, data in (("peers", scenario(game)), ("peers-cards", deck(game))):
        (HERE / f"{name}.yaml").write_text(f"# Written by make.py from game.json.\n{write_yaml(data)}")


def scenario(game: dict[str, Any]) -> dict[str, Any]:
    tracks = game["tracks"]
    return {
        "format": 1,
        "id": "peers",
        "title": "The benchmark exercise",
        "summary": "Fourteen tracks, three roles with six actions each, forty cards, eight turns. It means nothing.",
        "notice": "Nothing here is about anything.",
        "out_of_role": "The exercise is over.",
        "planning": "in_turn",
        "repeat": True,
        "order": list(ROLES),
        "lengths": {"full": {"turns": game["turns"], "minutes": 60, "about": "Eight turns."}},
        "roles": {role: _role(role, tracks, game["weights"][p]) for p, role in enumerate(ROLES)},
        "tracks": {
            track: {"name": _words(track), "about": "A number from 0 to 10.", "start": start}
            for track, start in zip(tracks, game["init"], strict=True)
        },
        "actions": [
            {
                "id": action["id"],
                "role": ROLES[action["player"]],
                "title": _words(action["id"]),
                "text": "One of six.",
                "check": {"target": action["threshold"]},
                "success": _effects(tracks, action["success"]),
                "failure": _effects(tracks, action["failure"]),
            }
            for action in game["actions"]
        ],
        "endings": [{"id": "over", "title": "Over", "text": "Eight turns have passed.", "last": True}],
        "decks": ["peers-cards"],
    }


def deck(game: dict[str, Any]) -> dict[str, Any]:
    return {
        "format": 1,
        "id": "peers-cards",
        "title": "The cards of the benchmark exercise",
        "about": "Thirteen have a condition, ten a choice.",
        "scenario": "peers",
        "cards": [_card(game["tracks"], card) for card in game["cards"]],
    }


def _role(role: str, tracks: list[str], weights: list[int]) -> dict[str, Any]:
    points = {track: n for track, n in zip(tracks, weights, strict=True) if n}
    objective = {"id": f"{role}_aim", "title": "Its weights", "text": "A weighted sum of tracks.", "points": points}
    return {
        "name": role.capitalize(),
        "key": role[0],
        "public": "A role.",
        "private": "A weighted sum of tracks.",
        "objectives": [objective],
    }


def _card(tracks: list[str], card: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {"id": card["id"], "title": _words(card["id"]), "text": "A card."}
    when = {"when": _condition(tracks, card["cond"])} if card["cond"] else {}
    options = [_effects(tracks, deltas) for deltas in card["options"]]
    if len(options) == 2:
        said = {"role": ROLES[0], "prompt": "The one or the other?"}
        answers = [
            {"id": f"option_{i}", "title": f"Option {i}", "effects": effects} for i, effects in enumerate(options)
        ]
        return out | {"response": said | when | {"options": answers}}
    return out | ({"also": [when | {"effects": options[0]}]} if when else {"effects": options[0]})


def _condition(tracks: list[str], condition: dict[str, Any]) -> dict[str, str]:
    return {tracks[condition["track"]]: f"{condition['value']}{'+' if condition['op'] == '>=' else '-'}"}


def _effects(tracks: list[str], deltas: list[list[int]]) -> dict[str, int | str]:
    return {tracks[t]: n if n < 0 else f"+{n}" for t, n in deltas}


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


if __name__ == "__main__":
    main()
