"""The pages after the end, for the projector: ending, scores, question, out of role, or all in one."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from wargame.exercise.seat import Seat
from wargame.likelihood_text import format_likelihood
from wargame.session.text.line_text import format_came_true
from wargame.tui.widgets.role_look import list_role_looks
from wargame.tui.widgets.tracks import DIM


def iter_end_page(seat: Seat) -> Iterator[Content]:
    """Yield the page after the end to which the facilitator has turned. What was secret comes after *out of role*."""
    page = seat.find_position().page
    pages = {
        "ending": _iter_ending,
        "scores": _iter_open_scores,
        "question": _iter_question,
        "out-of-role": _iter_out_of_role,
        "lessons": _iter_out_of_role,  # what the scenario builds in is for the facilitator, not for the room
    }
    yield from pages.get(page, iter_result)(seat)


def _iter_ending(seat: Seat) -> Iterator[Content]:
    ending = seat.find_position().ending
    if ending is not None:
        yield Content.styled(ending.title, "bold $primary")
        yield Content(f"\n{ending.text}")


def _iter_open_scores(seat: Seat) -> Iterator[Content]:
    """Yield the objectives that everybody may know of before the step out of role, with their points."""
    yield Content.styled("What each wanted, and got", "bold $primary")
    yield from _iter_scores(seat, secrets=False)
    yield Content.styled("\nWhat was secret is shown once everybody is out of role.", DIM)


def _iter_scores(seat: Seat, *, secrets: bool) -> Iterator[Content]:
    """Yield the objectives with their points, role by role; the total only with the secret ones."""
    looks = list_role_looks(seat)
    for known in seat.list_objectives():
        yield Content("")
        total = f": {known.total:.1f} points" if secrets else ""
        yield looks[known.role].draw_name() + Content.styled(total, "bold")
        for one in known.objectives:
            if one.secret and not secrets:
                continue
            most = f" of {one.most:g}" if one.most is not None else ""
            secret = " (was secret)" if one.secret else ""
            yield Content(f"  {one.title}{secret}: {one.points:.1f}{most}. {one.text}")


def _iter_question(seat: Seat) -> Iterator[Content]:
    question = seat.find_question()
    if question is None:
        return
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


def _iter_out_of_role(seat: Seat) -> Iterator[Content]:
    yield Content.styled("Out of role", "bold $primary")
    yield Content(f"\n{seat.find_briefing().out_of_role}")


def iter_result(seat: Seat) -> Iterator[Content]:
    """Yield the result of the exercise, the points of each role, and the question.

    All of it is public after the step out of role.
    """
    yield from _iter_ending(seat)
    yield from _iter_scores(seat, secrets=True)
    if seat.find_question() is not None:
        yield Content("")
    yield from _iter_question(seat)
    yield Content(f"\n{seat.find_briefing().out_of_role}")
