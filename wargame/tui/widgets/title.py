"""The title of table and watch window, with the endings that are near."""

from __future__ import annotations

from textual.content import Content

from wargame.exercise.seat import Seat
from wargame.tui.widgets.tracks import DANGER, cut_text


def draw_name(seat: Seat, width: int) -> Content:
    """Return the title of the scenario; while an ending is near, that beside it, or in its place where both do not fit.

    Danger is said in words on a plate of its own.
    """
    title = Content(seat.find_position().title)
    near = ", ".join(brink.title for brink in seat.list_brinks())
    if not near:
        return title
    plate = Content.styled(f" ! ON THE BRINK: {cut_text(near, max(width - 20, 8))} ", DANGER)
    both = Content.assemble(title, "  ", plate)
    return both if both.cell_length <= width else plate
