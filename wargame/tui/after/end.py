"""The end: result, scores, the step out of role, and the place of the session file."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Button

from wargame.exercise.seat import Seat
from wargame.exercise.view.objectives import RoleObjectives
from wargame.exercise.view.question import KnownQuestion
from wargame.rules.model import OBSERVER
from wargame.session.shell_commands import format_session_command
from wargame.session.text.line_text import format_came_true
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.paged_screen import Page, PagesScreen
from wargame.tui.widgets.estimate_chart import draw_drift
from wargame.tui.widgets.role_look import list_role_looks
from wargame.tui.widgets.tracks import Tracks, list_gauges

BAR = 20
"""Width of a bar of points, in cells."""
ROOMY = 30
"""The number of rows of the screen from which the chart may be twice as high."""


class EndScreen(PagesScreen):
    """The pages after play. The last one leads to the debrief, or home if nothing is recorded."""

    WHERE = "end"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("end")

    @property
    def _public(self) -> Seat:
        """The seat of the room: after the end everybody may know everything."""
        return self.room.find_seat(OBSERVER)

    def __init__(self) -> None:
        super().__init__()
        self._told: int | None = None
        """The last page that was recorded, by its index; None before the first, in a file that was open till now."""

    def on_mount(self) -> None:
        """Tell pages only in a file that nobody has closed: to look at an exercise again is not recorded."""
        if self.exercise.is_sealed or not self.exercise.recorded:
            self._told = len(self.list_pages())
        self.room.measure_impact()

    def on_screen_resume(self) -> None:
        """Seal the session file when this screen comes up."""
        self._tell_page()

    def turn_to(self, at: int) -> None:
        """Turn to a page by its index, or finish after the last one."""
        super().turn_to(at)
        self._tell_page()

    def _tell_page(self) -> None:
        """Record which page is open, if none as far on was; seal the file on the first page and on the last one."""
        if not self.is_current:  # it may be left already
            return
        exercise = self.exercise
        if not (exercise.over and exercise.recorded):
            return
        last = len(self.list_pages()) - 1
        if self._told is None or self._at > self._told:
            self._told = self._at
            if not self.room.record(lambda: exercise.turn_page(self.page.id)):
                return
        if self._at in (0, last) or self._told > last:
            self.room.record(exercise.seal)  # so that the digest on the screen is the last one

    def show_state(self) -> None:
        """Draw the page that is open, or leave if the end was undone."""
        if not self.is_current:  # it may have been closed together with the screen over it
            return
        if self.exercise.over:
            super().show_state()
        else:  # the end of the exercise was undone
            self.dismiss(None)

    def list_pages(self) -> list[Page]:
        """Return the pages that apply: scores, the question, out of role, the lessons, the file."""
        briefing, question = self._public.find_briefing(), self._public.find_question()
        pages = [self._build_ending_page(), self._build_scores_page()]
        if question is not None:
            pages.append(Page("The question", self._list_question_lines(question), id="question"))
        pages.append(Page("Out of role", [(briefing.out_of_role, "")], id="out-of-role"))
        if briefing.teaches:
            pages.append(Page("For the debrief", [(briefing.teaches, "")], id="lessons"))
        return [*pages, Page("The record", self._list_record_lines(), id="record")]

    def _build_ending_page(self) -> Page:
        public = self._public
        ending = public.find_position().ending
        title, text = (ending.title, ending.text) if ending is not None else ("", "")
        names = {role.id: role.name for role in public.list_roles()}
        width, looks = max(map(len, names.values())), list_role_looks(public)
        body = [(text, ""), ("All in all", "heading close")]
        for known in public.list_objectives():
            total, most = known.total, sum_possible(known)
            full, empty = "#." if self.room.settings.ascii else "█░"
            cells = round(BAR * max(total, 0) / most) if most else 0
            drawn = f"  {full * cells}{empty * (BAR - cells)}" if most else ""
            points = f"{total:5.1f} of {most:g} points" if most else f"{total:5.1f} points"
            ink = f"role-ink {looks[known.role].css_class}"
            body.append((f"{names[known.role]:{width}}  {points}{drawn}", f"term close {ink}"))
        body += [("", "close"), ("How the numbers went, and what moved them last", "heading close")]
        return Page(title, body, figure=self._build_tracks, id="ending")

    def _build_tracks(self) -> Tracks:
        """Return the history of what everybody could see, by turn."""
        tracks = Tracks(ascii=self.room.settings.ascii)
        tracks.styles.height = 2 * len(list_gauges(self._public)) + 3
        tracks.show(self._public)
        return tracks

    def _build_scores_page(self) -> Page:
        """Return the page with the objectives of each role and their points, including the secret ones."""
        body: list[tuple[str, str]] = []
        names = {role.id: role.name for role in self._public.list_roles()}
        looks = list_role_looks(self._public)
        for known in self._public.list_objectives():
            ink = f"role-ink {looks[known.role].css_class}"
            body.append((f"{names[known.role]}: {known.total:.1f} points", f"heading close {ink}"))
            for one in known.objectives:
                most = f" of {one.most:g}" if one.most is not None else ""
                secret = " (was secret)" if one.secret else ""
                body.append((f"{f'{one.points:5.1f}{most}':13}{one.title}{secret}", "term close"))
                body.append((one.text, "note close"))
            body.append(("", "close"))
        return Page("What each wanted, and got", body, id="scores")

    def _list_question_lines(self, question: KnownQuestion) -> list[tuple[str, str]]:
        verdict = format_came_true(bool(question.came_true))
        step = 10 if self.size.height >= ROOMY else 20
        figure = draw_drift(self._public, step=step, ascii=self.room.settings.ascii)
        return [
            (question.text, "title close"),
            (f"{verdict} {question.criterion}", ""),
            ("How likely each held it", "heading close"),
            (figure, "figure"),
        ]

    def _list_record_lines(self) -> list[tuple[str, str]]:
        exercise = self.exercise
        if exercise.path is None:
            return [("This was practice: nothing was recorded.", "")]
        return [
            ("Every decision stands in the session file, a line each:", "close"),
            (str(exercise.path), "term"),
            ("Note down the digest of its last line, if you may have to show that the file was not changed:", "close"),
            (exercise.head, "term"),
            ("It can be checked at any time with:", "close"),
            (format_session_command("verify", exercise.path), "term"),
            ("This page and the debrief open again, also on another day, with:", "close"),
            (format_session_command("resume", exercise.path), "term"),
            ("Press d for the debrief, c to copy the path, h to go back to the start, Esc for the table.", "dim"),
        ]

    def show_impact(self) -> None:
        """Draw how far the impact of the decisions is measured."""
        self.show_place()

    def format_place(self) -> str:
        """Return which page is open, and how far the impact of the decisions is measured."""
        impact, place = self.room.impact, super().format_place()
        if impact is None or not (impact.is_measuring or impact.has_found):
            return place
        far = f"{impact.done * 100 // max(impact.of, 1)} %" if impact.is_measuring else "ready for the report"
        return f"What mattered: {far}   {place}"

    def compose_more_buttons(self) -> ComposeResult:
        """Yield the buttons that lead on from the end."""
        if self.exercise.path is not None:
            yield self._build_button("Debrief", "debrief")
            yield self._build_button("Copy path", "copy")
        yield self._build_button("To the start", "home")

    def format_finish(self) -> str:
        """Return the label of the button after the last page."""
        return "To the debrief" if self.exercise.recorded else "Back to the start"

    def finish(self) -> None:
        """Go to the debrief, or home if nothing is recorded."""
        if self.exercise.recorded:
            self.action_debrief()
        else:
            self.action_home()

    @on(Button.Pressed, "#debrief")
    def action_debrief(self) -> None:
        """Open the debrief."""
        self.room.open("debrief")

    def action_report(self) -> None:
        """Open the screen that writes the report."""
        self.room.open("report")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable debrief and report in a practice turn."""
        if action in ("debrief", "report"):
            return self.exercise.recorded
        return super().check_action(action, parameters)

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Copy the path of the session file to the clipboard."""
        path = self.exercise.path
        if path is not None:
            self.app.copy_to_clipboard(str(path))
            self.notify("The path is on the clipboard, if the terminal lets programs put it there.", markup=False)

    def action_replay(self) -> None:
        """Replay the exercise from its beginning."""
        from wargame.exercise.view.past_session import PastSession

        self.room.open("replay", PastSession.build_from_window(self.exercise, self.exercise.path))

    @on(Button.Pressed, "#home")
    def action_home(self) -> None:
        """Close the session file and go home."""
        self.room.leave_exercise()


def sum_possible(known: RoleObjectives) -> float:
    """Return the most points that a role can reach; 0 if one of its objectives has no limit."""
    most = [one.most for one in known.objectives if one.most is not None]
    return sum(most) if len(most) == len(known.objectives) else 0
