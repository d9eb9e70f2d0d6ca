"""A whole front end in one small file: it plays an exercise from its beginning to its end through seats alone.

It knows no exercise, no table and no line. Three roles are played by people at a table with a facilitator.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

from tests.exercise.exercise_driver import begin, shipped_content
from wargame.exercise.seat import Seat

POWERS = {"overrule", "rule", "lift", "set", "inject", "skip", "defer", "end"}
TEAMS = ("cartel", "cell", "security")


class ToyFrontEnd:
    """Draws what each viewer sees as lines of text, and decides for everybody with a die."""

    def __init__(self, seats: dict[str, Seat], seed: int) -> None:
        self.seats, self.random = seats, random.Random(seed)
        self.done: Counter[str] = Counter()
        self.screens: list[str] = []

    def play(self) -> None:
        """Ask whoever is asked, until it is over."""
        room = self.seats["observer"]
        while not room.find_position().over:
            who = next(viewer for viewer, seat in self.seats.items() if seat.find_asked().mine)
            self.screens.append("\n".join(self.draw(self.seats[who])))
            self.decide(self.seats[who])
        self.screens.append("\n".join(self.draw(room)))

    def draw(self, seat: Seat) -> list[str]:
        """What a viewer sees, a line for each part."""
        at, asked, card = seat.find_position(), seat.find_asked(), seat.find_cards().now
        lines = [f"{at.title}: turn {at.turn} of {at.turns}, {at.phase}. Asked: {asked.kind} of {', '.join(asked.who)}"]
        lines += [f"{card.title}. {card.text} {card.prompt}"] if card is not None else []
        lines += [f"{n.label}: {n.now} of {n.high} ({n.change:+d})" for n in seat.list_numbers()]
        for zone in seat.build_map().zones:
            lines.append(f"{zone.name}: {', '.join(f'{n.name} {n.now}' for n in zone.numbers)}")
        lines += [f"{one.title}: {one.points:.1f}" for role in seat.list_objectives() for one in role.objectives]
        lines += [f"{deal.title} stands" for deal in seat.list_deals()]
        return lines

    def decide(self, seat: Seat) -> None:
        """Take one of the offers, with words where words are wanted."""
        offers = [offer for offer in seat.list_offers() if offer.do not in POWERS]
        verbs = list(dict.fromkeys(offer.do for offer in offers))
        verb = self.choose(verbs)
        offer = self.random.choice([one for one in offers if one.do == verb])
        values: dict[str, Any] = {}
        for slot in offer.slots:
            values[slot.name] = {slot.domain[0]: 1} if slot.effects else self.random.choice(slot.domain)
        said: dict[str, Any] = {}
        if verb == "argue":
            values |= {"reasons": 1, "secret": False}
            said = {"action": "We talk.", "effect": "They listen.", "reasons": ["They are tired."]}
        elif verb == "challenge":
            values = {"pros": 1, "cons": 2}
            said = {"pros": ["It has worked before."], "cons": ["Nobody listens.", "It is late."]}
        elif verb == "weigh":
            hearing = seat.find_hearing()
            assert hearing is not None
            values = {"pros": len(hearing.pros) - 1, "cons": 1}
            said = {"strong": [*(one.mark for one in hearing.pros[1:]), "c1"]}
            self.screens.append(f"Chance: {hearing.find_odds(**values).percent} %")
        elif verb == "settle":
            said = {"happened": "A little came of it."}
        done = seat.do(verb, offer.fill(**values), because="so the die said", said=said)
        assert getattr(done, "n", 0) > 0, f"refused: {done}"
        self.done[verb] += 1

    def choose(self, verbs: list[str]) -> str:
        """Mostly a verb at random; what is rare is preferred, so that it happens in every exercise."""
        wanted = ("accept", "offer", "argue", "weigh", "stand")
        rare = [verb for verb in wanted if verb in verbs and not self.done[verb]]
        return rare[0] if rare else self.random.choice(verbs)


def test_a_front_end_of_seats_alone_plays_a_whole_exercise() -> None:
    exercise = begin(content=shipped_content(), begun=False)
    seats = {viewer: Seat(exercise, viewer) for viewer in (*TEAMS, "facilitator", "observer")}
    toy = ToyFrontEnd(seats, 7)
    toy.play()
    wanted = {"begin", "offer", "accept", "plan", "argue", "challenge", "stand", "weigh", "apply", "reveal", "close"}
    assert wanted | {"estimate", "next"} <= set(toy.done)
    assert any("Chance: " in screen for screen in toy.screens)
    for seat in seats.values():
        assert len(seat.list_objectives()) == len(TEAMS)  # at the end everybody may read all of them
        assert seat.find_position().ending is not None


def test_the_front_end_imports_nothing_of_the_program_but_the_seat() -> None:
    lines = Path(__file__).read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith(("import wargame", "from wargame"))] == [
        "from wargame.exercise.seat import Seat"
    ]
    assert len(lines) < 120
