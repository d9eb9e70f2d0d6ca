"""Banners: which moments have one, and words that cannot be misread."""

from __future__ import annotations

from wargame.rules.banners import Banner, BannerKind, find_banners
from wargame.rules.text.banner_text import format_banner_title, list_banner_lines
from wargame.rules.told import (
    BrinkLeft,
    BrinkReached,
    Cause,
    CauseKind,
    Ended,
    FlagSet,
    Moved,
    MovedTogether,
    Told,
    TurnBegan,
)

BLOW = Cause(CauseKind.RULE, "Attempt the blow", "strike", "cell")


def test_danger_is_no_end_and_an_escape_is_no_end_either() -> None:
    near, away = find_banners(
        [BrinkReached("out", "The coalition goes home.", 1), BrinkLeft("out", "The coalition goes home.")]
    )
    assert (format_banner_title(near), format_banner_title(away)) == ("On the brink", "Back from the brink")
    assert list_banner_lines(near)[0] == "Nothing has ended yet."
    assert list_banner_lines(away)[0] == "The exercise goes on."
    (near,) = find_banners([BrinkReached("out", "The coalition goes home.", 1, last=True)])
    assert list_banner_lines(near) == [
        "Nothing has ended yet.",
        "If it is so again at the next close, the last one, the exercise ends so: The coalition goes home.",
    ]


def test_a_blow_has_the_numbers_that_moved_with_it_and_whose_it_was() -> None:
    moves = tuple(Moved(name, name.capitalize(), "", 5, 2, BLOW) for name in ("calm", "will"))
    other = Moved("heat", "Heat", "", 1, 2, Cause(CauseKind.RULE, "Weather", "card.rain"))
    told: list[Told] = [
        MovedTogether(moves, BLOW),
        other,
        FlagSet("flags.blow", "A blow was struck", True, BLOW),
        TurnBegan(2, 4),
    ]
    assert find_banners(told) == [Banner(BannerKind.FLAG, "A blow was struck", "cell", moves)]
    assert list_banner_lines(find_banners(told)[0]) == ["Calm fell from 5 to 2, Will fell from 5 to 2."]
    assert find_banners([FlagSet("flags.blow", "A blow was struck", False, None)]) == []


def test_the_end_has_its_title() -> None:
    (end,) = find_banners([Ended("holds", "The region holds.")])
    assert (end.kind, format_banner_title(end)) == (BannerKind.ENDING, "The region holds")
