"""Hypothesis strategies: small scenarios with every kind of part in every combination, and moments in an exercise.

Scenarios are written in the notation of the files and keep the rule the loader holds authors to: what a role may do
depends on nothing the role cannot see.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.playing import league, moment, shipped, sleeve, tiny
from wargame.content.model.deck import Deck
from wargame.content.model.scenario import Scenario
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import Table
from wargame.rules.row import Row

scripts = st.binary(min_size=250, max_size=250)
"""Choices for `playing.by_bytes`; the simplest is all zeros."""

seeds = st.integers(0, 2**32 - 1)


@st.composite
def moments(draw: st.DrawFn, made: st.SearchStrategy[Table] | None = None) -> tuple[Table, Row]:
    """A table and a row somewhere in an exercise on it."""
    table = draw(made if made is not None else exercises())
    return table, moment(table, draw(seeds), draw(st.integers(0, 60)))


def exercises() -> st.SearchStrategy[Table]:
    """The tests' own exercises, the shipped one, or a generated one."""
    return st.one_of(
        st.builds(tiny, st.sampled_from(["short", "standard"]), st.booleans(), st.booleans()),
        st.builds(sleeve, st.sampled_from(["short", "standard"]), st.booleans()),
        st.builds(league, st.booleans(), st.booleans()),
        st.builds(shipped, st.sampled_from(["short", "standard"]), st.just(True), st.booleans()),
        small_tables(),
    )


@st.composite
def small_tables(draw: st.DrawFn, paced: st.SearchStrategy[bool] | None = None) -> Table:
    """A generated scenario with its deck, compiled."""
    make = _Scenario(draw)
    scenario, deck = Scenario.model_validate(make.scenario()), Deck.model_validate(make.deck())
    return compile_table(
        scenario, [deck], "only", draw(paced if paced is not None else st.booleans()), draw(st.booleans())
    )


class _Scenario:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.roles = ["ants", "bees", "crows"][: draw(st.integers(2, 3))]
        self.hidden = {f"own_{role}": role for role in self.roles if draw(st.booleans())}
        self.zones = ["oak", "elm"] if draw(st.booleans()) else []
        held = draw(st.sampled_from([{}, {"elf": ["oak", "elm"]}, {"elf": ["oak"], "imp": ["elm"]}]))
        self.members = held if self.zones else {}
        self.tracks = ["grain", "wind", *(f"will_{member}" for member in self.members), *self.hidden]
        self.cards = [f"card{i}" for i in range(draw(st.integers(1, 4)))]
        self.ends = draw(st.booleans())

    def some(self, n: int) -> range:
        return range(self.draw(st.integers(0, n)))

    def seen(self, roles: list[str]) -> list[str]:
        """The numbers all of these roles can see."""
        open_ones = [t for t in self.tracks if all(self.hidden.get(t, role) == role for role in roles)]
        return [*open_ones, *(f"zones.{zone}.seed" for zone in self.zones)]

    def effects(self, target: bool = False) -> dict[str, Any]:
        names = [*self.seen([]), *(t for t in self.hidden), *(["zones.target.seed"] if target else [])]
        names += ["members.target"] if target and self.members else []
        change = st.sampled_from(["+1", "+3", -1, -2, "=0", "=4"])
        out = self.draw(st.dictionaries(st.sampled_from(names), change, max_size=2))
        return out | ({"flags.snow": self.draw(st.booleans())} if self.draw(st.integers(0, 3)) == 3 else {})

    def when(self, roles: list[str], target: bool = False) -> dict[str, Any]:
        interval = st.sampled_from(["3+", "6-", "2..5", "4"])
        names = [*self.seen(roles), *(["members.target"] if target and self.members else [])]
        return self.draw(st.dictionaries(st.sampled_from(names), interval, max_size=1))

    def vetoes(self) -> dict[str, Any]:
        """What all can see, simply or either way."""
        public = [t for t in self.tracks if t not in self.hidden]
        bounds = st.dictionaries(st.sampled_from(public), st.sampled_from(["4-", "6+", "3..5"]), max_size=2)
        out = self.draw(bounds)
        return out | ({"any": [self.draw(bounds), {"wind": "5-"}]} if self.draw(st.booleans()) else {})

    def frame(self, roles: list[str], target: bool = False, cost: bool = True) -> dict[str, Any]:
        """Some keys of a frame, reading only what ``roles`` can see."""
        out: dict[str, Any] = {"when": self.when(roles, target), "effects": self.effects(target)}
        if self.draw(st.booleans()):
            plus = [{"when": self.when(roles, target), "add": "+1"}]
            out |= {"check": {"target": 8, "plus": plus}, "success": self.effects(target), "failure": self.effects()}
        keys = st.sets(st.sampled_from(["cost", "per", "lasts", "reveal", "inject", "end"]), max_size=2)
        for key in sorted(self.draw(keys)):
            more: dict[str, dict[str, Any]] = {
                "cost": {"cost": {"grain": 2}} if cost else {},
                "per": {"per": {"wind": [3, 6]}},
                "lasts": {"lasts": 2},
                "reveal": {"reveal": list(self.hidden)},
                "inject": {"inject": self.cards[-1]},
                "end": {"end": "early"} if self.ends else {},
            }
            out |= more[key]
        return {key: value for key, value in out.items() if value}

    def action(self, role: str, i: int) -> dict[str, Any]:
        target = bool(self.zones) and self.draw(st.booleans())
        where = {"target": self.draw(st.sampled_from([{}, {"seed": "3-"}, {"kind": ["field"]}]))} if target else {}
        flags = {"once": self.draw(st.booleans()), "repeat": self.draw(st.booleans())}
        out = {"id": f"{role}_{i}", "role": role, "title": f"{role} {i}", "text": "Do it."} | flags
        needs = [m for m in self.members if role == self.roles[0] and self.draw(st.booleans())]
        return out | where | ({"needs": needs} if needs else {}) | self.frame([role], target)

    def deal(self, i: int) -> dict[str, Any]:
        between = self.draw(st.permutations(self.roles))[: self.draw(st.integers(1, 2))]
        out: dict[str, Any] = {"id": f"form{i}", "title": f"Form {i}", "text": "Terms.", "between": between}
        out |= {
            "secret": self.draw(st.booleans()),
            "once": self.draw(st.booleans()),
            "stands": self.draw(st.booleans()),
        }
        out |= {"when": self.when(between), "now": self.effects(), "each": self.effects(), "broken": self.effects()}
        if self.draw(st.booleans()):
            out |= {"lasts": 2, "limit": "trade", "lapses": self.when([])}
        promised = [f"{role}_0" for role in between[:1]]
        return out | {"promises": {between[0]: promised}}

    def ending(self, i: int) -> dict[str, Any]:
        return {
            "id": f"ending{i}", "title": f"Ending {i}", "text": "So it ends.", "when": self.when([]) or {"grain": "9+"},
            "closes": self.draw(st.integers(1, 3)), "last": self.draw(st.booleans()),
        }  # fmt: skip

    @staticmethod
    def aim(role: str, k: int) -> dict[str, Any]:
        text = {"id": f"{role}_{k}", "title": f"{role} aim {k}", "text": "Live."}
        return text | {"points": {"grain": k}, "secret": k > 0}

    def scenario(self) -> dict[str, Any]:
        roles: dict[str, dict[str, Any]] = {
            r: {"name": r, "key": r[0], "public": "x", "private": "x", "objectives": [self.aim(r, k) for k in range(3)]}
            for r in self.roles
        }
        if self.members:
            roles[self.roles[0]] |= {"members": {
                m: {"name": m.title(), "text": "A neighbour.", "zones": zones, "will": f"will_{m}",
                    "vetoes": self.vetoes()}
                for m, zones in self.members.items()
            }}  # fmt: skip
        friends = {"name": "Friends", "about": "Those who follow.", "count": "members", "where": {"will": "4+"}}
        hold = [{"id": f"hold_{r}", "role": r, "title": "Hold", "text": "Wait.", "repeat": True} for r in self.roles]
        tracks = {t: {"name": t, "about": "A number.", "start": 5} for t in self.tracks}
        for name, role in self.hidden.items():
            tracks[name] |= {"seen_by": [role]}
        zone = {"kind": "field", "at": [1, 1], "start": {"seed": 2}}
        early = {"id": "early", "title": "Early", "text": "So soon.", "when": {"grain": 0}, "closes": 2}
        question = {"text": "Enough?", "true_when": {"grain": "5+"}, "every": self.draw(st.integers(1, 3))}
        return {
            "format": 1, "id": "meadow", "title": "The meadow", "summary": "A meadow.", "notice": "None.",
            "out_of_role": "Say your name.", "order": self.draw(st.permutations(self.roles)),
            "lengths": {"only": {"turns": self.draw(st.integers(1, 4)), "minutes": 9, "about": "Short."}},
            "question": question if self.draw(st.booleans()) else None,
            "arguments": {"method": self.draw(st.sampled_from(["weighted", "umpired"]))}
            if self.draw(st.booleans()) else None,
            "planning": self.draw(st.sampled_from(["together", "together", "in_turn"])),
            "repeat": self.draw(st.booleans()),
            "roles": roles, "tracks": tracks, "flags": {"snow": {"name": "Snow", "about": "It lies."}},
            "kinds": {"field": "Field"},
            "zone_numbers": {"seed": {"name": "Seed", "about": "Sown."}} if self.zones else {},
            "zones": {z: zone | {"name": z} for z in self.zones},
            "derived": {"friends": friends} if self.members else {},
            "actions": [*(self.action(r, i) for r in self.roles for i in range(1 + len(self.some(2)))), *hold],
            "deals": [self.deal(i) for i in self.some(3)],
            "upkeep": [{"id": f"rule{i}", "title": f"Rule {i}", "text": "So it is."} | self.frame([], cost=False)
                       for i in self.some(2)],
            "endings": [early, *(self.ending(i) for i in self.some(2)),
                        {"id": "autumn", "title": "Autumn", "text": "Leaves fall.", "last": True}],
            "decks": ["weather"],
        }  # fmt: skip

    def card(self, name: str) -> dict[str, Any]:
        out: dict[str, Any] = {"id": name, "title": name, "text": "It comes.", "effects": self.effects()}
        out |= {"copies": self.draw(st.integers(1, 2)), "when": self.when([])}
        out["also"] = [self.frame([], cost=False) for _ in self.some(1)]
        if self.draw(st.booleans()):
            role = self.draw(st.sampled_from(self.roles))
            options = [{"id": f"option{k}", "title": f"Option {k}"} | self.frame([role]) for k in range(2)]
            out["response"] = {"role": role, "prompt": "Well?", "when": self.when([]), "options": options}
        return out

    def deck(self) -> dict[str, Any]:
        cards = [self.card(name) for name in self.cards]
        if self.draw(st.booleans()):
            cards[0] |= {"turn": self.draw(st.integers(1, 4)), "copies": 1}
        return {"format": 1, "id": "weather", "title": "Weather", "about": "x", "scenario": "meadow", "cards": cards}
