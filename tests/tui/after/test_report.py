"""Report: chosen on one screen, written beside the session, and never over another file without asking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.app_setup import SIZES, room
from tests.tui.goldens import accepted, open_from_home, talked_over
from tests.tui.pilot import Hands, run_hands
from wargame.review.data.report import Impact
from wargame.session.chain import JournalError
from wargame.session.verify import verify
from wargame.tui.after import report
from wargame.tui.after.report import ReportScreen, StoppedError
from wargame.tui.widgets.choice import ChoiceLine
from wargame.tui.widgets.line_input import Toggle

Do = Callable[[Hands], Awaitable[None]]


def at_report(folder: Path, do: Do, size: str = "medium") -> Path:
    """Open the report screen of an exercise that was talked over, do something there; the session's path."""
    one = talked_over(folder)
    assert one.path is not None

    async def open_report(hands: Hands) -> None:
        hands.app.push_screen(ReportScreen())
        await hands.settle()
        await do(hands)

    run_hands(room(folder, one), open_report, size)
    return one.path


async def done(hands: Hands) -> None:
    """Wait until nothing is being written."""
    await hands.app.workers.wait_for_complete()
    await hands.settle()


def only_csv(hands: Hands) -> None:
    """Charts take their time: most of what is asked here is the same without."""
    for ending in ("html", "csv"):
        toggle = hands.app.screen.query_one(f"#as-{ending}", Toggle)
        toggle.on = ending == "csv"


@pytest.mark.parametrize("size", SIZES)
def test_the_screen_looks_as_accepted(tmp_path: Path, size: str) -> None:
    async def do(hands: Hands) -> None:
        hands.app.screen.query_one("#where", Input).value = "sessions"
        await hands.settle()
        accepted("report", size, hands.text)

    at_report(tmp_path, do, size)


def test_it_is_written_beside_the_session_and_says_how_to_open_it(tmp_path: Path) -> None:
    async def do(hands: Hands) -> None:
        hands.app.screen.query_one("#as-csv", Toggle).action_turn()
        await hands.press("f5")
        await done(hands)
        shown = " ".join(hands.text.split())
        assert "opens in any browser" in shown
        assert "a row a decision" in shown
        await hands.press("f2")
        assert hands.app.clipboard.endswith(".html")

    path = at_report(tmp_path, do)
    assert path.with_suffix(".html").read_text("utf-8").startswith("<!")
    assert path.with_suffix(".csv").exists()
    assert verify(path).is_good
    assert "Ana, Ben" not in path.with_suffix(".html").read_text("utf-8")


def test_another_file_is_written_over_only_if_people_say_so(tmp_path: Path) -> None:
    async def do(hands: Hands) -> None:
        only_csv(hands)
        there = next(tmp_path.glob("*.jsonl")).with_suffix(".csv")
        there.write_text("mine", "utf-8")
        await hands.press("f5")
        assert hands.where == "ConfirmScreen"
        await hands.press("n")
        assert there.read_text("utf-8") == "mine"
        await hands.press("f5", "y")
        await done(hands)
        assert there.read_text("utf-8") != "mine"

    at_report(tmp_path, do)


def test_a_folder_that_is_not_there_and_no_format_are_said_in_a_sentence(tmp_path: Path) -> None:
    async def do(hands: Hands) -> None:
        for typed in (str(tmp_path / "nowhere"), "~nobody-of-that-name/x", "x" * 300):
            hands.app.screen.query_one("#where", Input).value = typed
            await hands.press("f5")
            assert "There is no folder" in hands.text
        hands.app.screen.query_one("#as-html", Toggle).on = False
        await hands.press("f5")
        assert "Choose a format" in hands.text

    path = at_report(tmp_path, do)
    assert not path.with_suffix(".html").exists()


def test_anonymised_it_is_called_after_no_one(tmp_path: Path) -> None:
    async def do(hands: Hands) -> None:
        only_csv(hands)
        await hands.press("left", "f5")
        await done(hands)
        assert "anonymised-" in hands.text

    at_report(tmp_path, do)
    (written,) = tmp_path.glob("*.csv")
    assert written.name.startswith("anonymised-")
    assert "POL 310" not in written.read_text("utf-8")


def test_leaving_from_here_leads_to_the_start(tmp_path: Path) -> None:
    one = talked_over(tmp_path)
    one.close()
    assert one.path is not None
    path = one.path

    async def do(hands: Hands) -> None:
        await open_from_home(hands, path)
        await hands.press("f6")
        assert hands.where == "ReportScreen"
        await hands.press("ctrl+q")
        assert hands.where == "HomeScreen"

    run_hands(room(tmp_path), do)
    assert verify(path).is_good


def test_what_goes_wrong_is_said_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def damaged(*_: object) -> None:
        raise JournalError(Path("s.jsonl"), "line 7 is damaged", "verify it")

    async def do(hands: Hands) -> None:
        for wrong, said in ((full, "No space left on device"), (damaged, "line 7 is damaged")):
            monkeypatch.setattr(report, "write_all", wrong)
            await hands.press("f5")
            await done(hands)
            assert said in hands.text
            assert "Write" in hands.text

    path = at_report(tmp_path, do)
    assert not path.with_suffix(".html").exists()


def test_playing_on_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    stopped: list[bool] = []

    def weighed(
        session: Path, pairs: int, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Impact | None:
        try:
            for n in range(10_000_000):
                progress(n, 9_000)
                if cancelled():
                    break
        except StoppedError:
            stopped.append(True)
            raise
        return None

    monkeypatch.setattr(report, "compute_impact", weighed)

    async def do(hands: Hands) -> None:
        hands.app.screen.query_one("#pairs", ChoiceLine).choose(1)
        await hands.settle()
        await hands.press("f5")
        while "of about 9,000 exercises" not in hands.text:
            await hands.settle()
        seen.append(hands.text)
        await hands.press("f7")
        await hands.app.workers.wait_for_complete() if hands.app.workers else None
        await hands.settle()
        assert "Stopped: nothing was written." in hands.text

    path = at_report(tmp_path, do)
    assert seen
    assert stopped
    assert not path.with_suffix(".html").exists()
