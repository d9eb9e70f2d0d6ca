"""Rules of upkeep that come after an action at a zone: they happen there, or at a neighbour of that zone."""

from __future__ import annotations

from typing import Any

from tests.playing import Game, Loaded, action, inline, role, thrown, track
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.preview import OutcomeKind, preview_offer
from wargame.rules.text.preview_text import format_shift, format_shift_label
from wargame.rules.view import build_view


def place(links: list[str], cover: int, at: int) -> dict[str, Any]:
    title = f"Field {at}"
    return {"name": title, "kind": "field", "at": [10 * at, 50], "links": links, "start": {"cover": cover, "mice": 2}}


def meadow(**rule: Any) -> ContentTable:
    """Ants mow one of four fields in a row, 1 to 4; mice run where there is most cover."""
    member = {"text": "A hive.", "vetoes": {"honey": 99}}
    bees = role("Bees", "b") | {
        "members": {
            "north": member | {"name": "North", "zones": ["one", "two"], "will": "will_north"},
            "south": member | {"name": "South", "zones": ["three"], "will": "will_south"},
        }
    }
    runs = {
        "id": "run", "title": "The mice run", "text": "They run.", "after": ["mow"], "neighbour": "cover",
        "effects": {"zones.neighbour.mice": "+1", "zones.target.mice": -1, "members.neighbour": -1},
    }  # fmt: skip
    return inline(
        actions=[action("mow", target={"mice": "1+"}, check={"target": 7}, success={"grain": "+1"})],
        zone_numbers={"cover": {"name": "Cover", "about": "How high it stands."},
                      "mice": {"name": "Mice", "about": "How many."}},
        zones={"one": place(["two"], 4, 1), "two": place([], 1, 2), "three": place(["two", "four"], 4, 3),
               "four": place([], 5, 4)},
        roles={"ants": role("Ants", "a"), "bees": bees},
        tracks={"will_north": track("Will: North"), "will_south": track("Will: South"), "honey": track("Honey")},
        upkeep=[runs | rule],
    )  # fmt: skip


def loaded(table: ContentTable, total: int) -> Game:
    return Game(table, Loaded(roll_ants=[thrown(total)]))


def mow(table: ContentTable, zone: str, total: int = 7) -> Game:
    """One turn in which the ants mow a field; the close is told last."""
    game = loaded(table, total)
    return game.plan(ants=f"mow@{zone}").close()


def mice(game: Game) -> list[int]:
    return [game[f"zones.{zone}.mice"] for zone in ("one", "two", "three", "four")]


def test_pressure_moves_to_the_neighbour_where_the_number_is_highest_and_the_first_of_equals() -> None:
    table = meadow()
    assert mice(mow(table, "two")) == [3, 1, 2, 2], "one and three are alike, and one stands first"
    assert mice(mow(table, "three")) == [2, 2, 1, 3], "four has more cover than two"
    assert mice(mow(table, "one")) == [1, 3, 2, 2], "a link joins both, whichever names it"


def test_only_a_success_moves_it_and_only_while_the_condition_holds() -> None:
    assert mice(mow(meadow(), "two", total=6)) == [2, 2, 2, 2]
    assert mice(Game(meadow()).plan().close()) == [2, 2, 2, 2]
    assert mice(mow(meadow(when={"grain": "9+"}), "two")) == [2, 2, 2, 2]
    assert mice(mow(meadow(when={"zones.neighbour.cover": "5+"}), "two")) == [2, 2, 2, 2]
    assert mice(mow(meadow(when={"zones.neighbour.cover": "5+"}), "three")) == [2, 2, 1, 3]


def test_the_will_next_door_moves_where_it_is_another_members() -> None:
    table = meadow()
    at_home = mow(table, "one")
    assert (at_home["will_north"], at_home["will_south"]) == (5, 5)
    assert mow(table, "three")["will_south"] == 5, "nobody holds the last field"
    abroad = loaded(table, 7)
    abroad.row[table.index["zones.three.cover"]] = 5
    abroad.plan(ants="mow@two").close()
    assert (abroad["will_north"], abroad["will_south"]) == (5, 4)
    assert mice(mow(meadow(when={"members.neighbour": "1+"}), "one")) == [2, 2, 2, 2]


def test_everybody_reads_what_moved_and_from_where() -> None:
    assert any("The mice run: Field 3" in line and "Field 4" in line for line in mow(meadow(), "three").told())


def test_without_a_neighbour_it_happens_where_the_action_was() -> None:
    rule = {"neighbour": None, "effects": {"zones.target.cover": "+1"}}
    game = mow(meadow(**rule), "two")
    assert [game[f"zones.{zone}.cover"] for zone in ("one", "two", "three", "four")] == [4, 2, 4, 5]


def test_a_plan_tells_beforehand_what_the_close_would_move() -> None:
    game = Game(meadow())
    offer = game.offers("ants")["mow"]
    outlook = {
        zone: preview_offer(game.table, build_view(game.table, game.row, "ants"), "ants", offer, zone)
        for zone in ("two", "three")
    }
    assert [one.kind for one in outlook["two"]] == [OutcomeKind.SUCCESS, OutcomeKind.FAILURE, OutcomeKind.AFTER]
    moved = {format_shift_label(shift): format_shift(shift) for shift in outlook["three"][-1].shifts}
    assert moved == {"Field 4: mice": "2 → 3", "Mice there": "2 → 1"}
