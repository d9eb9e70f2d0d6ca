"""play, resume and wargame alone: from the first question to a session file that verifies."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands.conftest import BOTS, TINY, Run
from wargame.commands import WrongUsage
from wargame.commands.lookup import find_length
from wargame.content.load.loader import load_content
from wargame.devices.room_options import RoomOptions
from wargame.exercise.play.exercise import Exercise
from wargame.session.journal import Journal

ENTERS = "\n" * 400
"""Whatever is asked, Enter is an answer."""


def the_session(folder: Path) -> Path:
    (path,) = folder.glob("*.jsonl")
    return path


def header(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    return found


# Bots only


def test_headless_plays_to_the_end_and_says_where_the_file_is(run: Run, tmp_path: Path) -> None:
    code, out, err = run("play", "--headless", "--length", "short", "--seed", "5", "--sessions", "new/folder", *BOTS)
    assert (code, err) == (0, "")
    path = the_session(tmp_path / "new" / "folder")
    assert path.name in out
    assert "wargame verify" in out
    assert run("verify", path).code == 0


def test_the_seed_is_in_the_file_and_nowhere_on_the_screen(run: Run, tmp_path: Path) -> None:
    out = run("play", "--headless", "--length", "short", "--seed", "987654321", "--sessions", ".", *BOTS).out
    assert "987654321" not in out
    assert header(the_session(tmp_path))["seed"] == 987654321


def test_two_exercises_without_a_seed_get_different_ones(run: Run, tmp_path: Path) -> None:
    for folder in "ab":
        assert run("play", "--headless", "--length", "short", "--sessions", folder, *BOTS).code == 0
    assert header(the_session(tmp_path / "a"))["seed"] != header(the_session(tmp_path / "b"))["seed"]


def test_an_exercise_from_ones_own_files(run: Run, tmp_path: Path) -> None:
    scenario = TINY / "scenarios" / "tiny.yaml"
    code, _, err = run(
        "play", scenario, "--deck", TINY / "tiny-deck.yaml", "--headless", "--sessions", ".", "--name", "Ü-Kurs 3"
    )
    assert (code, err) == (0, "")
    path = the_session(tmp_path)
    assert path.name.endswith("-tiny-ü-kurs-3.jsonl")
    assert run("verify", path).code == 0


def test_alone_without_a_terminal_bots_play_the_shipped_exercise(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    code, out, err = run()
    assert (code, err) == (0, "")
    assert "The Impracticable Alliance" in out
    assert the_session(tmp_path / "sessions").name in out


# People


def test_a_file_of_answers_drives_an_exercise(run: Run, tmp_path: Path) -> None:
    code, out, err = run("play", "--plain", "--length", "short", "--sessions", ".", *BOTS, answers=ENTERS)
    assert (code, err) == (0, "")
    assert "Out of role" in out
    assert run("verify", the_session(tmp_path)).out.startswith(f"{the_session(tmp_path)}: exact  [")


def test_input_that_ends_early_is_saved_and_can_be_resumed(run: Run, tmp_path: Path) -> None:
    argv = ("play", "--plain", "--length", "short", "--seed", "4", "--sessions", ".", *BOTS)  # some seeds end sooner
    code, out, _ = run(*argv, answers="\n" * 8)
    path = the_session(tmp_path)
    assert code == 1
    assert f"wargame resume {path}" in " ".join(out.split())
    assert run("verify", path).out.startswith(f"{path}: exact, open")
    code, out, err = run("resume", path, "--plain", answers=ENTERS)
    assert (code, err) == (0, "")
    assert "resumed" in out
    assert run("verify", path).out.startswith(f"{path}: exact  [")


def test_people_sit_everywhere_unless_told_otherwise(run: Run, tmp_path: Path) -> None:
    run("play", "--plain", "--seat", "cell=bot", "--sessions", ".", answers="")
    seats = header(the_session(tmp_path))["seats"]
    assert seats == {"cartel": "people", "cell": "bot:doctrine", "security": "people"}


def test_a_practice_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("play", "--plain", "--practice", "--length", "short", *BOTS, answers=ENTERS)
    assert code == 0
    assert "nothing is recorded" in out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("before", [0, 6])
def test_an_interrupt_is_no_error_and_loses_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    typed = io.StringIO(ENTERS)

    class Keyboard(io.StringIO):
        """Answers until Ctrl+C is pressed."""

    def interrupt() -> str:
        if typed.tell() >= before:
            raise KeyboardInterrupt
        return typed.readline()

    keyboard = Keyboard()
    monkeypatch.setattr(keyboard, "readline", interrupt)
    monkeypatch.setattr("sys.stdin", keyboard)
    code, out, err = run("play", "--plain", "--sessions", ".", *BOTS)
    path = the_session(tmp_path)
    assert code == 130
    assert f"wargame resume {path}" in " ".join((out + err).split())
    assert run("verify", path).out.startswith(f"{path}: exact, open")


def test_an_interrupt_among_bots_says_how_to_go_on(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("wargame.plain.play_headless", impatient)
        code, _, err = run("play", "--headless", "--sessions", "my sessions", *BOTS)
    path = the_session(tmp_path / "my sessions")
    assert code == 130
    assert err.startswith("Stopped. Everything decided so far is saved in ")
    assert f"wargame resume '{path}'" in err
    assert run("resume", path).code == 0
    assert run("verify", path).out.startswith(f"{path}: exact  [")


# Setting up at a terminal


def test_alone_at_a_terminal_a_few_questions_set_it_up(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wargame.commands.play.has_terminal", lambda: True)
    answers = "nowhere\n1\nlong\n1\nnobody\nbot:random\nbot\nbot:random\nPOL 310\n"
    code, out, _ = run("--plain", answers=answers + ENTERS)
    assert code == 0
    assert "1. impracticable-alliance: The Impracticable Alliance." in out
    assert "'nowhere' is none of these" in out
    assert "'long' is none of these" in out
    assert "'nobody' cannot take a seat" in out
    path = the_session(tmp_path / "data" / "wargame" / "sessions")
    assert path.name.endswith("-impracticable-alliance-pol-310.jsonl")
    assert header(path)["length"] == "short"
    assert header(path)["seats"] == {"cartel": "bot:random", "cell": "bot:doctrine", "security": "bot:random"}


def test_a_set_up_that_is_left_begins_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.commands.play.has_terminal", lambda: True)
    code, out, _ = run("--plain", answers="\n")
    assert code == 0
    assert "Nothing was begun." in out
    assert list(tmp_path.iterdir()) == []


# The app


class Opened(NamedTuple):
    """How the command line opened the app."""

    sessions: Path
    exercise: Exercise | None
    briefing: bool
    ascii: bool


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Opened]:
    """A terminal to sit at, and an app that only writes down how it was opened."""
    calls: list[Opened] = []

    def open_app(
        sessions: Path,
        exercise: Exercise | None = None,
        *,
        place: str = "table",
        ascii: bool = False,
        still: bool = False,
        listens: socket.socket | None = None,
        room_options: RoomOptions | None = None,
    ) -> int:
        assert room_options is None
        assert listens is None, "devices are off unless they are asked for"
        assert (place == "end") == (exercise is not None and exercise.over)
        calls.append(Opened(sessions, exercise, place == "briefing", ascii))
        return 0

    for module in ("home", "play"):
        monkeypatch.setattr(f"wargame.commands.{module}.has_terminal", lambda: True)
    monkeypatch.setattr("wargame.tui.run.open_app", open_app)
    return calls


def test_alone_at_a_terminal_the_app_opens_at_home(run: Run, tmp_path: Path, opened: list[Opened]) -> None:
    assert run().code == 0
    assert run("--ascii").code == 0
    sessions = tmp_path / "data" / "wargame" / "sessions"
    assert opened == [Opened(sessions, None, False, False), Opened(sessions, None, False, True)]
    assert not sessions.exists()


def test_play_opens_the_app_at_the_briefing(run: Run, tmp_path: Path, opened: list[Opened]) -> None:
    assert run("play", "--length", "short", "--sessions", "here", "--ascii", *BOTS[:2]).code == 0
    ((sessions, exercise, briefing, ascii),) = opened
    assert exercise is not None
    assert exercise.seats == {"cartel": "bot:random", "cell": "people", "security": "people"}
    assert (sessions.resolve(), briefing, ascii) == (tmp_path / "here", True, True)
    assert exercise.path is not None
    assert run("verify", exercise.path).code == 0


def test_practice_in_the_app_leaves_nothing_behind(run: Run, tmp_path: Path, opened: list[Opened]) -> None:
    assert run("play", "--practice").code == 0
    assert list(tmp_path.iterdir()) == []
    assert opened[0].briefing


def test_resume_opens_the_app_at_the_table(run: Run, tmp_path: Path, opened: list[Opened]) -> None:
    run("play", "--plain", "--length", "short", "--sessions", ".", answers="\n" * 12)
    path = the_session(tmp_path)
    assert run("resume", path).code == 0
    ((sessions, exercise, briefing, _),) = opened
    assert exercise is not None
    assert exercise.standing
    assert (sessions, briefing) == (tmp_path, False)
    assert run("resume", path).code == 0, "the file was let go of"


def test_resume_before_the_first_decision_opens_the_briefing(run: Run, tmp_path: Path, opened: list[Opened]) -> None:
    run("play", "--sessions", ".")
    run("resume", the_session(tmp_path))
    assert [one.briefing for one in opened] == [True, True]


def test_without_a_terminal_resume_names_the_line_mode(run: Run, tmp_path: Path) -> None:
    run("play", "--plain", "--length", "short", "--sessions", ".", answers="\n" * 12)
    code, out, err = run("resume", the_session(tmp_path))
    assert (code, out) == (2, "")
    assert "there is no terminal here; add --plain" in err
    assert run("resume", "--plain", the_session(tmp_path), answers="").code == 1, "the file was let go of"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_at_a_real_terminal_the_app_opens_and_q_leaves_it(tmp_path: Path) -> None:
    import fcntl
    import pty
    import select
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": str(tmp_path)}
    ran = subprocess.Popen(
        [sys.executable, "-m", "wargame"], stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, env=env
    )
    os.close(theirs)
    seen = b""
    left = False
    try:
        with suppress(OSError):  # the terminal goes with the program
            while select.select([ours], [], [], 20)[0]:
                seen += os.read(ours, 10_000)
                if b"New exercise" in seen and not left:
                    left = bool(os.write(ours, b"q"))
    finally:
        os.close(ours)
        ran.kill()  # nothing, once it has ended
    assert left
    assert ran.wait() == 0


# What is refused


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "there is no terminal here; add --plain"),
        (["nowhere"], "nowhere: no scenario and no file is called that; there are: impracticable-alliance"),
        (["impracticable-aliance"], "did you mean 'impracticable-alliance'?"),
        (["CROSSROADS"], "did you mean 'crossroads'?"),
        (["./nowhere.yaml"], "nowhere.yaml: there is no such file"),
        (["--deck", "nolden"], "no deck and no file is called that"),
        (["--deck", "mine.yaml"], "mine.yaml: there is no such file"),
        (["--deck", "nolden-2011", "--deck", "nolden-2011"], "--deck nolden-2011: this deck is chosen twice"),
        (["--length", "shrot"], "there is no length 'shrot'; did you mean 'short'?"),
        (["--seat", "cartel"], "'cartel' is no seat; write ROLE=people or ROLE=bot[:NAME]"),
        (["--seat", "cartell=bot"], "there is no role 'cartell'; the roles are cartel, cell, security"),
        (["--seat", "cartel=monkey"], "'monkey' cannot take a seat"),
        (["--seat", "cartel=bot:genius"], "there is no bot 'genius'"),
        (["--seat", "cartel=bot:doctrin"], "doctrine:bold; did you mean 'doctrine'?"),
        (["--seat", "cell=bot", "--seat", "cell=bot:random"], "cell has two seats; give it one"),
        (["--pin", "cartle=1"], "there is no role 'cartle'"),
        (["--pin", "cell=1", "--pin", "cell=2"], "cell has two PINs; give it one"),
        (["--pin", "cell=1"], "--pin shuts the window of people, and --headless is for bots only"),
        (["--without", "detection", "crossroads"], "write a scenario before --without, which takes all that follows"),
        (["--without", "detectoin"], "did you mean 'detection'?"),
        (["--seat", "cartel=people"], "--headless is for bots only, and people sit at cartel"),
        (["--dice", "typed"], "--dice typed needs people to throw them"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_played_is_wrong_usage(run: Run, tmp_path: Path, argv: list[str], said: str) -> None:
    code, out, err = run("play", *(["--headless", *argv] if argv else []))
    assert (code, out) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_sessions_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file\n", encoding="utf-8")
    code, _, err = run("play", "--headless", "--sessions", "taken")
    assert code == 1
    assert "taken: this folder for session files cannot be made" in err
    assert "--sessions DIR" in err


def test_a_scenario_with_mistakes_is_not_played(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = (TINY / "scenarios" / "tiny.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("summary:", "sumary:"), encoding="utf-8")
    code, _, err = run("play", path, "--headless")
    assert code == 1
    assert f"{path}:" in err
    assert "sumary" in err


def test_resuming_what_another_wargame_writes_is_refused(run: Run, session: Path) -> None:
    journal, _ = Journal.resume(session)
    with journal:
        code, _, err = run("resume", session)
    assert code == 1
    assert "another wargame is writing this session" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file"),
        (b"", "is empty, so nothing had been recorded"),
        (b"hello\n", "is not a wargame session"),
        (b'{"kind":"wargame-session","format":99,"program":"wargame 9"}\n', "line 1 says format 99"),
    ],
)
def test_resuming_what_is_no_session_is_refused(run: Run, tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "game.jsonl"
    if content is not None:
        path.write_bytes(content)
    code, out, err = run("resume", path)
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_resuming_a_folder_or_a_damaged_file_is_refused(run: Run, session: Path, tmp_path: Path) -> None:
    assert "is a folder" in run("resume", tmp_path).err
    data = bytearray(session.read_bytes())
    data[len(data) // 2] ^= 1
    session.write_bytes(data)
    before = session.read_bytes()
    code, _, err = run("resume", session)
    assert code == 1
    assert "line" in err
    assert session.read_bytes() == before


def test_resuming_lines_of_another_shape_points_to_verify(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    with Journal.create(path, {"kind": "wargame-session", "format": 1, "scenario": "odd"}) as journal:
        journal.append({"n": 2, "do": "plan"})
    code, _, err = run("resume", path)
    assert code == 1
    assert "is not of the shape this program writes" in err


def test_a_scenario_without_a_standard_length_plays_its_first() -> None:
    content = load_content("impracticable-alliance")
    assert find_length(content, "") == "standard"
    long = content.scenario.model_copy(update={"lengths": {"long": content.scenario.lengths["standard"]}})
    assert find_length(replace(content, scenario=long), "") == "long"
    with pytest.raises(WrongUsage, match="there is no length 'standard'"):
        find_length(replace(content, scenario=long), "standard")


# Devices


def test_what_devices_cannot_have_is_said_in_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for asked, said in (
        (("play", "--plain", "--port", "8620"), "add --devices"),
        (("play", "--headless", "--devices"), "leave one of them away"),
        (("play", "--plain", "--devices"), "needs a terminal"),
        (("resume", "some.jsonl", "--devices", "--tls-cert", "c.pem"), "add the other one"),
        (("resume", "some.jsonl", "--devices", "--limit", "bodies=3"), "NAME is body, connections, devices"),
        (("resume", "some.jsonl", "--devices", "--limit", "body=many"), "a whole number from 1"),
    ):
        code, _, err = run(*asked)
        assert code == 2
        assert said in err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, err = run("resume", "some.jsonl", "--devices", "--port", port)
    assert code == 1
    assert f"port {port} is taken by another program; choose another with --port" in err
    code, _, err = run("resume", "some.jsonl", "--devices", "--bind", "203.0.113.9")
    assert code == 1
    assert "203.0.113.9 is not an address of this machine" in err
    monkeypatch.setattr("wargame.devices.addresses.list_addresses", list)
    assert "on no network; join one" in run("resume", "some.jsonl", "--devices", "--bind", "0.0.0.0").err
    assert "classroom is no address" in run("resume", "some.jsonl", "--devices", "--bind", "classroom").err
