"""Compiles conditions to gates: the names of numbers become references, as *the chosen zone* becomes a zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wargame.content.model.notation import NEIGHBOUR_WILL, TARGET_WILL, Condition, Interval
from wargame.content.model.scenario import Scenario
from wargame.rules.column import NAMED_KINDS
from wargame.rules.compiler.derived import build_term
from wargame.rules.compiler.layout import Layout
from wargame.rules.model import FAR, OPEN, DerivedNumber, Gate, Term
from wargame.rules.row import TURN


class GateCompiler:
    """Compiles conditions of one scenario. ``numbers`` are the references of all numbers that content can name."""

    def __init__(self, scenario: Scenario, layout: Layout, derived: Sequence[DerivedNumber]) -> None:
        self.numbers: Mapping[str, int] = (
            {column.name: i for i, column in enumerate(layout.columns) if column.kind in NAMED_KINDS}
            | {"turn": TURN}
            | {number.name: len(layout.columns) + i for i, number in enumerate(derived)}
        )
        self._wills = {
            zone: layout.index[member.will]
            for role in scenario.roles.values()
            for member in role.members.values()
            for zone in member.zones
        }

    def find_ref(self, name: str, zone: str = "", neighbour: str = "") -> int:
        """Return the reference of a number by its name in the content; the chosen zone is ``zone``."""
        if name == TARGET_WILL:
            return self._wills[zone]
        if name == NEIGHBOUR_WILL:
            return self._wills[neighbour]
        if neighbour:
            name = name.replace("zones.neighbour.", f"zones.{neighbour}.", 1)
        return self.numbers[name.replace("zones.target.", f"zones.{zone}.", 1) if zone else name]

    def is_other_member(self, zone: str, neighbour: str) -> bool:
        """Return whether a member holds the neighbour and another one, or none, holds the zone."""
        return neighbour in self._wills and self._wills[neighbour] != self._wills.get(zone)

    def find_will(self, zone: str) -> int:
        """Return the column of the will of whichever member holds the zone. Raises `KeyError` if none does."""
        return self._wills[zone]

    def build_gate(self, condition: Condition, zone: str = "", extra: Iterable[Term] = (), neighbour: str = "") -> Gate:
        """Return the gate of a condition, with the ``extra`` terms; the chosen zone is ``zone``.

        What it says of the will of another member holds nowhere where the neighbour has none.
        """
        terms = (*(self._build_term(name, within, zone, neighbour) for name, within in condition.all.items()), *extra)
        parts = tuple(self.build_gate(part, zone, neighbour=neighbour) for part in condition.any)
        return Gate(terms, (parts,) if parts else ()) if terms or parts else OPEN

    def _build_term(self, name: str, within: Interval, zone: str, neighbour: str) -> Term:
        if name == NEIGHBOUR_WILL and not self.is_other_member(zone, neighbour):
            return Term(TURN, FAR, FAR)
        return build_term(self.find_ref(name, zone, neighbour), within)

    def build_exception(self, condition: Condition) -> Gate | None:
        """Return the gate of a condition; None for one that says nothing, and so never holds."""
        gate = self.build_gate(condition)
        return None if gate is OPEN else gate
