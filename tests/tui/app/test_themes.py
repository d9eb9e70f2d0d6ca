"""Themes: text can be read, in 16 million colours and in 256."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from rich.color import Color, ColorSystem
from textual.color import Color as Shade
from textual.theme import Theme

from wargame.role_colours import COUNT
from wargame.tui.app.themes import THEMES

GROUNDS = ("background", "surface", "panel")
INKS = ("primary", "secondary", "accent", "warning", "error", "success")
PAIRS = [
    *product(("foreground",), GROUNDS),
    *product(INKS, ("background", "surface")),
    *product(("primary", "warning", "accent"), ("panel",)),  # a title, what is private, the reason under the cursor
]
LEAST = 4.5


def shades(theme: Theme) -> dict[str, Shade]:
    """The colours Textual makes of a theme, by variable."""
    made = theme.to_color_system().generate() | theme.variables
    return {name: Shade.parse(made[name]) for name in (*GROUNDS, *INKS, "foreground", *theme.variables)}


def in_256(shade: Shade) -> Shade:
    """The colour a terminal of 256 colours shows instead."""
    rich = Color.from_rgb(shade.r, shade.g, shade.b).downgrade(ColorSystem.EIGHT_BIT)
    return Shade(*rich.get_truecolor())


def luminance(shade: Shade) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shade.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Shade, other: Shade) -> float:
    """The contrast ratio of WCAG 2: 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def check_pairs(theme: Theme, pairs: Iterable[tuple[str, str]]) -> None:
    """Each ink can be read on its ground, in all colours and in 256."""
    made = shades(theme)
    for ink, ground in pairs:
        for shown in (lambda shade: shade, in_256):
            ratio = contrast(shown(made[ink]), shown(made[ground]))
            assert ratio >= LEAST, f"{theme.name}: {ink} on {ground} has {ratio:.1f}:1"


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast(Shade(0, 0, 0), Shade(255, 255, 255)) == pytest.approx(21)
    assert contrast(Shade(118, 118, 118), Shade(255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_stands_out_from_its_ground(theme: Theme) -> None:
    check_pairs(theme, PAIRS)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_quiet_text_can_be_read_too(theme: Theme) -> None:
    """The stylesheet's .dim: the foreground at four fifths."""
    made = shades(theme)
    for ground in GROUNDS:
        quiet = made[ground].blend(made["foreground"], 0.8)
        assert contrast(in_256(quiet), in_256(made[ground])) >= LEAST


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_line_that_is_typed_in_can_be_read(theme: Theme) -> None:
    """It stands on a quarter of the primary colour; what it asks for, while it is empty, is quiet."""
    made = shades(theme)
    line = made["background"].blend(made["primary"], 0.25)
    for ink in (made["foreground"], line.blend(made["foreground"], 0.9)):
        assert contrast(in_256(ink), in_256(line)) >= LEAST


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_buttons_can_be_read(theme: Theme) -> None:
    """Buttons write in black or white, whichever stands out more, on the theme's colours."""
    made = shades(theme)
    for ground in ("primary", "warning", "error", "success"):
        paper = in_256(made[ground])
        assert contrast(in_256(paper + paper.get_contrast_text(0.87)), paper) >= LEAST


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_colours_of_roles_and_plates_can_be_read(theme: Theme) -> None:
    made = shades(theme)
    pairs = [("on-changed", "changed"), ("on-danger", "danger"), ("foreground", "land")]
    for at in range(COUNT):
        ink, ground = f"role-{at}", f"role-{at}-ground"
        pairs += [(ink, "background"), (ink, "surface"), (ink, ground), ("on-role", ink), ("foreground", ground)]
        assert contrast(made[ink], made["land"]) >= LEAST
        assert contrast(made[ink], made["panel"]) >= LEAST
    check_pairs(theme, pairs)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_frame_has_no_hue_of_a_role(theme: Theme) -> None:
    made = shades(theme)
    for name in (*GROUNDS, "foreground", *INKS):
        if name != "error":  # danger, which always has a word too
            assert len({made[name].r, made[name].g, made[name].b}) == 1, name
    assert len({made[f"role-{at}"] for at in range(COUNT)}) == COUNT


def test_each_has_a_name_of_its_own() -> None:
    assert len({theme.name for theme in THEMES}) == len(THEMES) == 4
