"""The map as everybody sees it: zones with their numbers, and the links between them."""

from __future__ import annotations

from wargame.exercise.view.numbers import KnownNumber
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import OBSERVER


@dataclass(frozen=True, slots=True)
class KnownZone:
    """One zone. ``x`` and ``y`` are its place in 0 to 100, from the north-west corner; ``kind_title`` names its kind.

    ``near`` are the ids of the zones it is linked to: first those that it names, then those that name it.
    """

    id: str
    name: str
    kind: str
    kind_title: str
    about: str
    x: int
    y: int
    numbers: tuple[KnownNumber, ...]
    near: tuple[str, ...]

    @property
    def bare_name(self) -> str:
        """Its name without its kind, where a map shows that by a shape."""
        for prefix in (f"{self.kind_title}: ", f"{self.kind_title} "):
            if self.name.casefold().startswith(prefix.casefold()):
                return self.name[len(prefix) :]
        return self.name


@dataclass(frozen=True, slots=True)
class KnownMap:
    """All zones, in the order of the scenario. ``kinds`` are the ids of the kinds of zones, in their order.

    ``outline`` are the lines behind the zones, such as coasts: each a series of points in the coordinates of the zones.
    """

    kinds: tuple[str, ...]
    zones: tuple[KnownZone, ...]
    outline: tuple[tuple[tuple[float, float], ...], ...] = ()

    def list_numbers(self) -> list[KnownNumber]:
        """Return the numbers of all zones."""
        return [number for zone in self.zones for number in zone.numbers]

    def find_name(self, zone: str) -> str:
        """Return the name of a zone; empty if there is no zone with this id."""
        return next((one.name for one in self.zones if one.id == zone), "")

    def list_links(self) -> list[tuple[str, str]]:
        """Return each link between two zones once, in order."""
        return sorted({(min(zone.id, other), max(zone.id, other)) for zone in self.zones for other in zone.near})


def build_map(window: Window) -> KnownMap:
    """Return the zones with their numbers, now and when the turn began."""
    table, row = window.table, window.build_view(OBSERVER)
    scenario = table.scenario
    starts = [window.build_turn_start_view(OBSERVER, turn) for turn in range(1, window.turn + 1)]
    before = starts[-1] if starts else row
    zones = []
    for zone_id, zone in scenario.zones.items():
        numbers = []
        for name in scenario.zone_numbers:
            at = table.find_zone_number(zone_id, name)
            column, history = table.columns[at], tuple(start[at] for start in starts)
            numbers.append(
                KnownNumber(
                    id=column.name,
                    label=column.label,
                    name=column.short,
                    kind="zone",
                    zone=zone_id,
                    now=row[at],
                    before=before[at],
                    low=column.low,
                    high=column.high,
                    history=history,
                    private=False,
                    revealed=False,
                )
            )
        joined = [z for z, s in scenario.zones.items() if zone_id in s.links and z not in zone.links]
        zones.append(
            KnownZone(
                id=zone_id,
                name=zone.name,
                kind=zone.kind,
                kind_title=scenario.kinds[zone.kind],
                about=zone.about or "",
                x=zone.at[0],
                y=zone.at[1],
                numbers=tuple(numbers),
                near=(*zone.links, *joined),
            )
        )
    return KnownMap(tuple(scenario.kinds), tuple(zones), table.outline)
