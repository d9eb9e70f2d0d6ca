"""The map on the page of a team: every zone once, linked to its numbers and to the choice among zones."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tests.devices.device_setup import Room
from wargame.devices.map_svg import describe_zone, draw_map


def test_the_map_of_a_page_leads_to_the_numbers_of_each_zone() -> None:
    room = Room()
    page, known = room.join("cell").page, room.table.find_seat("cell").build_map()
    picture = page[page.index('<svg class="zonemap') : page.index("</svg>", page.index("zonemap")) + 6]
    zones = [zone for zone in ElementTree.fromstring(picture).iter("a") if zone.get("data-zone")]
    assert [zone.get("href") for zone in zones] == [f"#zone-{zone.id}" for zone in known.zones]
    assert [zone.get("aria-label") for zone in zones] == [describe_zone(zone) for zone in known.zones]
    assert all(page.count(f'id="zone-{zone.id}"') == 1 for zone in known.zones)
    assert "style=" not in picture


def test_the_map_of_the_projector_names_the_zones_and_leads_nowhere() -> None:
    picture = draw_map(Room().table.find_seat("observer").build_map(), names=2.0)
    assert "Colombia</text>" in picture
    assert not re.search("href|data-zone", picture)
