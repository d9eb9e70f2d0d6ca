"""Draws the pages after the end, for the projector: ending, scores, question, out of role, or all in one."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from wargame.exercise.room.end_page import RoomEndPage, build_end_page
from wargame.exercise.seat import Seat
from wargame.exercise.view.question import KnownQuestion
from wargame.likelihood_text import format_likelihood
from wargame.session.text.line_text import format_came_true
from wargame.tui.widgets.role_look import list_role_looks
from wargame.tui.widgets.tracks import DIM


def iter_end_page(seat: Seat) -> Iterator[Content]:
    """Yield the page after the end to which the facilitator has turned. What was secret comes after *out of role*."""
    page = build_end_page(seat)
    if page.scores and not page.whole:
        yield Content.styled("What each wanted, and got", "bold $primary")
    yield from _iter_parts(seat, page)
    if page.scores and not page.whole:
        yield Content.styled("\nWhat was secret is shown once everybody is out of role.", DIM)


def _iter_parts(seat: Seat, page: RoomEndPage) -> Iterator[Content]:
    if page.ending is not None:
        yield Content.styled(page.ending.title, "bold $primary")
        yield Content(f"\n{page.ending.text}")
    yield from _iter_scores(seat, page)
    if page.question is not None:
        if page.whole:
            yield Content("")
        yield from _iter_question(seat, page.question)
    if page.out_of_role:
        if not page.whole:
            yield Content.styled("Out of role", "bold $primary")
        yield Content(f"\n{page.out_of_role}")


def _iter_scores(seat: Seat, page: RoomEndPage) -> Iterator[Content]:
    """Yield the objectives with their points, role by role; the total only with the secret ones."""
    looks = list_role_looks(seat)
    for known in page.scores:
        yield Content("")
        total = f": {known.total:.1f} points" if page.whole else ""
        yield looks[known.role].draw_name() + Content.styled(total, "bold")
        for one in known.objectives:
            most = f" of {one.most:g}" if one.most is not None else ""
            secret = " (was secret)" if one.secret else ""
            yield Content(f"  {one.title}{secret}: {one.points:.1f}{most}. {one.text}")


def _iter_question(seat: Seat, question: KnownQuestion) -> Iterator[Content]:
    yield Content.styled("The question", "bold $primary")
    yield Content(f"\n{question.text}")
    yield Content.styled(format_came_true(bool(question.came_true)), "bold")
    yield Content(f"{question.criterion}\n")
    looks = list_role_looks(seat)
    for role in seat.list_roles():
        drift = [
            f"turn {one.turn}: {one.percent} % ({format_likelihood(one.percent)})"
            for one in question.estimates
            if one.role == role.id
        ]
        if drift:
            yield Content("  ") + looks[role.id].draw_mark() + Content(f" {role.name} estimated {', '.join(drift)}.")
