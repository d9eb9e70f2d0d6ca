"""Report: choose the formats, the folder, whose names are shown, and whether to play on from each decision; then write
it.

The modules for charts, documents and playouts are imported when a report is written, outside the thread of the screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input
from textual.worker import get_current_worker

from wargame.review.write import formats
from wargame.rules.model import FACILITATOR
from wargame.session.chain import JournalError
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.question_dialogs import ConfirmScreen
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.widgets.choice import LABEL, ChoiceLine
from wargame.tui.widgets.line_input import LineInput, Toggle

if TYPE_CHECKING:
    from wargame.review.data.report import Impact
    from wargame.review.impact_process import ImpactProcess

WHOSE = (("roles", "role labels"), ("names", "names"), ("anonymous", "anonymised"))
ABOUT_WHOSE = {
    "roles": "Roles stand for people. Names that somebody wrote into a text stay there.",
    "names": "The names given out of role stand beside the roles.",
    "anonymous": "Every name given in this session is taken out, and that none is left is checked.",
}
PAIRS = {30: "a first idea, soonest done", 100: "usual", 300: "narrow intervals, three times as long"}
"""The numbers of pairs of playouts that can be chosen, and what is said of each."""


class StoppedError(Exception):
    """The user stopped the playouts."""


UNNAMED = "anonymised"
"""The beginning of the names of anonymised files. The first digits of the session's digest follow."""

REFUSED = (JournalError, ValueError, LookupError)
"""The errors that are raised if a session cannot be read, or if a name is left in an anonymised report."""


class ReportRequest(NamedTuple):
    """What to write: the files, whose names they show, and the number of pairs of playouts."""

    files: tuple[Path, ...]
    whose: str
    pairs: int


ROW = 4
"""How many formats stand in a row: more do not fit beside their label on a narrow screen."""


class ReportScreen(PlayScreen):
    """A few lines to choose from, and the files that were written."""

    WHERE = "report"
    CSS_PATH = "report.tcss"
    AUTO_FOCUS = "ChoiceLine"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("report")

    def __init__(self) -> None:
        super().__init__()
        self._written: tuple[Path, ...] = ()
        self._busy = False
        self._waiting: ReportRequest | None = None
        """What is written once the impact of the decisions is measured."""

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        ascii, path, impact = self.room.settings.ascii, self._session, self.room.impact
        begun = impact.pairs if impact is not None and self._find_begun(impact.pairs) is not None else 0
        playouts = [(str(n), f"{n} pairs" if n else "no") for n in sorted({0, begun, *PAIRS})]
        with Vertical(id="report"):
            yield Prose("After-action report", classes="title heading")
            yield Prose("", id="status")
            with VerticalScroll(id="form", can_focus=False):
                yield ChoiceLine("People", WHOSE, "roles", id="whose", ascii=ascii)
                yield ChoiceLine("What mattered", playouts, str(begun), id="pairs", ascii=ascii)
                with Horizontal(id="formats"):
                    yield Prose(f"  {'Formats':{LABEL}}", classes="label")
                    with Vertical(id="rows"):
                        for at in range(0, len(formats.FORMATS), ROW):
                            with Horizontal():
                                for one in formats.FORMATS[at : at + ROW]:
                                    on = one is formats.FORMATS[0]
                                    yield Toggle(one.name, on=on, id=f"as-{one.ending[1:]}")
                with Horizontal(id="folder"):
                    yield Prose(f"  {'Folder':{LABEL}}", classes="label")
                    yield LineInput("a folder", str(path.parent), limit=400, id="where")
            yield Prose("", id="said")
            with Horizontal(id="buttons"):
                yield Button("Write", id="write", variant="primary", compact=True)
                yield Button("Stop", id="stop", compact=True)
                yield Button("Copy path", id="copy", compact=True)
                yield Button("Back", id="leave", compact=True)
        yield KeyBar(self.WHERE)

    @property
    def _session(self) -> Path:
        path = self.exercise.path
        assert path is not None, "nothing is written of what is recorded nowhere"
        return path

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.show_state()
        self._say("")

    def show_state(self) -> None:
        """Draw the status, and enable the buttons that work now."""
        progress = self.room.find_seat(FACILITATOR).find_debrief_progress()
        final = "final" if progress.final else "a draft, until it is declared final on the last page"
        people = f"{progress.names} name{'s' * (progress.names != 1)} given" if progress.names else "no names given"
        self.query_one("#status", Prose).update(f"It is {final}; {people} in the debrief.")
        self.query_one("#stop", Button).display = self._busy
        self.query_one("#write", Button).disabled = self._busy
        self.query_one("#copy", Button).display = bool(self._written)
        self.query_one(KeyBar).refresh()

    # Choosing

    @on(ChoiceLine.Changed)
    def explain(self, event: ChoiceLine.Changed) -> None:
        """Explain the option that was chosen."""
        self._say(self._format_about(event.choice))

    def on_descendant_focus(self) -> None:
        """Explain the line that the cursor is on."""
        if not self._busy and not self._written and isinstance(self.focused, ChoiceLine):
            self._say(self._format_about(self.focused))

    def _format_about(self, choice: ChoiceLine) -> str:
        return ABOUT_WHOSE[choice.value] if choice.id == "whose" else self._format_playouts(int(choice.value))

    def _format_playouts(self, pairs: int) -> str:
        """Return what a number of pairs of playouts means, and how far they are if they were begun already."""
        if not pairs:
            return "Which decisions mattered most is not computed."
        impact, about = self._find_begun(pairs), "Bots play on from every decision and its alternatives"
        if impact is None:
            return f"{about}: {PAIRS.get(pairs, 'a few')}."
        if impact.has_found:
            return "Bots have played on from every decision and its alternatives since play ended: it is ready."
        return f"{about}, in the background since play ended: {_format_far(impact.done, impact.of)}."

    def _find_begun(self, pairs: int) -> ImpactProcess | None:
        """Return what measures the decisions in the background over so many pairs, unless it failed."""
        impact = self.room.impact
        if impact is None or impact.pairs != pairs or not (impact.is_measuring or impact.has_found):
            return None
        return impact

    def show_impact(self) -> None:
        """Draw how far the impact of the decisions is measured, and go on writing if that has waited for it."""
        chosen, impact, wanted = self.query_one("#pairs", ChoiceLine), self.room.impact, self._waiting
        if impact is None:
            return
        if wanted is not None:
            if impact.is_measuring:
                self._show_progress(impact.done, impact.of)
            else:
                self._waiting = None
                self._begin(wanted)
        elif int(chosen.value) == impact.pairs and self._find_begun(impact.pairs) is None:
            chosen.choose(0)  # too few decisions, or it failed
        elif not self._busy and not self._written and self.focused is chosen:
            self._say(self._format_about(chosen))

    def _say(self, text: str, wrong: bool = False) -> None:
        said = self.query_one("#said", Prose)
        said.set_class(wrong, "wrong")
        said.update(text or "Enter or F5 writes what is chosen. Up and Down go through the lines, Space chooses.")

    def action_field_on(self) -> None:
        """Move the cursor to the next line."""
        self.focus_next()

    def action_field_back(self) -> None:
        """Move the cursor to the previous line."""
        self.focus_previous()

    @on(Button.Pressed, "#leave")
    def leave(self) -> None:
        """Leave the screen."""
        self.action_back()

    # Writing

    def _build_request(self) -> ReportRequest | None:
        """Return what is chosen. If it cannot be written, show why and return None."""
        endings = [ending for ending in formats.list_endings() if self.query_one(f"#as-{ending[1:]}", Toggle).on]
        typed = self.query_one("#where", Input).value.strip()
        folder = Path(os.path.expanduser(typed)) if typed else self._session.parent
        if not endings:
            self._say("Choose a format first: Space on it.", wrong=True)
            return None
        if not os.path.isdir(folder):
            self._say(f"There is no folder {folder}. Make it first, or write into another one.", wrong=True)
            return None
        whose = self.query_one("#whose", ChoiceLine).value
        stem = f"{UNNAMED}-{self.exercise.head[:12]}" if whose == "anonymous" else self._session.stem
        files = tuple(folder / f"{stem}{ending}" for ending in endings)
        return ReportRequest(files, whose, int(self.query_one("#pairs", ChoiceLine).value))

    @on(Input.Submitted)
    @on(Button.Pressed, "#write")
    def action_write(self) -> None:
        """Write the report. Ask first if an existing file would be overwritten."""
        wanted = None if self._busy else self._build_request()
        if wanted is None:
            return
        there = [path.name for path in wanted.files if os.path.exists(path) and path not in self._written]
        if there:
            question = ConfirmScreen("Write over what is there?", there, "Write over", "Keep")
            self.app.push_screen(question, lambda sure: self._begin(wanted) if sure else None)
        else:
            self._begin(wanted)

    def _begin(self, wanted: ReportRequest) -> None:
        self._busy, self._written = True, ()
        impact = self._find_begun(wanted.pairs)
        if impact is not None and impact.is_measuring:
            self._waiting = wanted
            self._show_progress(impact.done, impact.of)
        else:
            self._say("Writing ...")
            self._write(wanted, impact)
        self.show_state()

    @work(thread=True, exclusive=True, group="report")
    def _write(self, wanted: ReportRequest, begun: ImpactProcess | None) -> None:
        worker = get_current_worker()

        def progress(done: int, of: int) -> None:
            stopped()
            self.app.call_from_thread(self._show_progress, done, of)

        def stopped() -> bool:
            if worker.is_cancelled:
                raise StoppedError
            return False

        said, wrong = "", True
        files: tuple[Path, ...] = ()
        try:
            if begun is not None:
                impact = put_into_words(self._session, begun)
            else:
                impact = compute_impact(self._session, wanted.pairs, progress, stopped)
            stopped()
            files = write_all(self._session, wanted, impact)
            said, wrong = format_written(files), False
        except StoppedError:
            return
        except OSError as error:
            said = f"The report could not be written: {error.strerror}. Free some room or choose another folder."
        except REFUSED as error:
            said = f"{error}"
        if worker.is_cancelled or not self.app.is_running:
            return
        self.app.call_from_thread(self._finish, said, wrong, files)

    def _show_progress(self, done: int, of: int) -> None:
        if self._busy and self.is_mounted:
            self._say(f"Playing on from each decision: {_format_far(done, of)}.")

    def _finish(self, said: str, wrong: bool, files: tuple[Path, ...]) -> None:
        self._busy = False
        self._written = () if wrong else files
        if self.is_mounted:
            self._say(said, wrong)
            self.show_state()

    @on(Button.Pressed, "#stop")
    def action_stop(self) -> None:
        """Stop the computation; nothing is written."""
        if not self._busy:
            self.notify("Nothing is being written.", markup=False)
            return
        self.workers.cancel_group(self, "report")
        self._busy, self._waiting = False, None
        self._say("Stopped: nothing was written.")
        self.show_state()

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Copy the path of the first written file to the clipboard."""
        if not self._written:
            self.notify("Nothing has been written yet.", markup=False)
            return
        self.app.copy_to_clipboard(str(self._written[0]))
        self.notify("The path is on the clipboard, if the terminal lets programs put it there.", markup=False)

    def action_back(self) -> None:
        """Leave the screen, and stop writing."""
        if self._busy:
            self.action_stop()
        super().action_back()


def format_written(files: tuple[Path, ...]) -> str:
    """Return the names of the written files, and the program that opens each."""
    lines = [f"{path}\n  opens in {formats.find_format(path.suffix).opens}" for path in files]
    return "\n".join(["Written:", *lines])


def _format_far(done: int, of: int) -> str:
    """Return how many exercises have been played on."""
    return f"{done:,} of about {of:,} exercises" if of else "just begun"


def put_into_words(session: Path, begun: ImpactProcess) -> Impact | None:
    """Return the impact that was measured in the background, in the words that stand in the session now."""
    from wargame.review.data.impact_summary import build_impact
    from wargame.review.data.reviewed_session import open_session

    weights = begun.load_weights()
    return None if weights is None else build_impact(open_session(session), weights)


def compute_impact(
    session: Path, pairs: int, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> Impact | None:
    """Return the impact of the decisions, or None if ``pairs`` is 0.

    Playouts run in other processes, so that the screen stays responsive.
    """
    if not pairs:
        return None
    from wargame.review.data.impact_summary import build_impact, measure_weights
    from wargame.review.data.reviewed_session import open_session

    prepare_processes()
    workers, opened = max(2, (os.cpu_count() or 2) - 1), open_session(session)
    return build_impact(opened, measure_weights(opened, pairs, workers=workers, progress=progress, cancelled=cancelled))


def prepare_processes() -> None:
    """Prepare further processes while the app holds the terminal.

    The first process that starts is the tracker of ``multiprocessing``. It inherits standard error, and inside the app
    standard error is no file.
    """
    if os.name == "posix":
        from multiprocessing import resource_tracker

        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()


def write_all(session: Path, wanted: ReportRequest, impact: Impact | None) -> tuple[Path, ...]:
    """Write every requested file, and return their paths. Raises `OSError`, or one of `REFUSED`."""
    from wargame.review.anonymise.proof import NamesLeft
    from wargame.review.write.files import write_report

    names, anonymise = wanted.whose == "names", wanted.whose == "anonymous"
    try:
        each = [write_report([session], path, names=names, anonymise=anonymise, impact=impact) for path in wanted.files]
    except NamesLeft as left:
        listed = ", ".join(left.names)
        raise ValueError(f"Not written: these names would be left in it: {listed}. Take them out of texts.") from None
    return tuple(path for some in each for path in some)
