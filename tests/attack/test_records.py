"""Session files with a right chain and wrong lines: every command names the line, exits 1, and writes nothing."""

from __future__ import annotations

import io
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from random import Random
from types import FrameType

import pytest

from tests.attack.hostile_sessions import mutate
from tests.attack.session_lines import read_lines, seal_lines
from tests.paths import CORPUS, EXAMPLES
from wargame.cli import main
from wargame.content.load.loader import Content, compute_digest
from wargame.content.load.problems import ContentError
from wargame.exercise.seat import open_seats
from wargame.exercise.view.past_session import PastSession
from wargame.rules.compiler.content_table import ContentTable
from wargame.session.chain import JournalError
from wargame.session.compiled_contents import CompiledContents
from wargame.session.fold import FoldedSession
from wargame.session.glance import read_glance
from wargame.session.verify import Verdict, VerifyStatus, verify
from wargame.tui.watch.feed import MalformedFileError, SessionFeed

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]

if sys.platform == "win32":
    pytest.skip("a command that hangs is ended by a signal", allow_module_level=True)

FILES = [*sorted(EXAMPLES.glob("*.jsonl")), *sorted((CORPUS / "sessions").glob("*/*.jsonl"))]
SECONDS = 20
"""How long one command may take for one file."""

REPORTS = (".md", ".html", ".json", ".csv", ".docx", ".pdf", ".pptx")
COMPILED = CompiledContents(len(FILES))


@cache
def read(path: Path) -> bytes:
    return path.read_bytes()


@contextmanager
def limit_time() -> Iterator[None]:
    """Raise `TimeoutError` in what takes longer than `SECONDS`."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"it took more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def run(*command: object) -> tuple[int, str]:
    """Run a command without a terminal and with an empty standard input; its exit code and all that it printed."""
    out = io.StringIO()
    stdin, sys.stdin = sys.stdin, io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(out), limit_time():
            code = main([str(one) for one in command])
    finally:
        sys.stdin = stdin
    return code, out.getvalue()


def list_commands(path: Path, out: Path, luck: Random, count: int, roles: Sequence[str]) -> list[tuple[object, ...]]:
    """Return the commands that read a session file; those that write, write into the folder ``out``."""
    viewers = ("observer", "facilitator", luck.choice(roles))
    return [
        *(("replay", "--print", path, "--undone", "--role", viewer) for viewer in viewers),
        ("review", path, "-o", out / f"report{luck.choice(REPORTS)}"),
        ("review", path, "-o", out / f"report{luck.choice(REPORTS)}", "--anonymise"),
        ("branch", path, "--at", luck.choice((count, count - 1, luck.randint(1, count))), "--sessions", out),
        ("watch", path, "--role", luck.choice(roles)),
        ("resume", path, "--plain"),
    ]


def look_at_seats(path: Path) -> str:
    """Build all that every viewer of `watch` and of the replay screen may see; a sentence if the file is refused."""
    try:
        with limit_time():
            for seat in open_seats(SessionFeed(path).window).values():
                seat.dump_json()
            past = PastSession.read(path)
            for n in past.list_step_lines(undone=True)[-4:]:
                past.go_to(n)
                for seat in open_seats(past).values():
                    seat.dump_json()
            return past.trouble
    except (JournalError, ContentError, MalformedFileError) as error:
        return str(error)


def judge(path: Path) -> Verdict | None:
    """Return the verdict; None for a file that is no session."""
    try:
        return verify(path, COMPILED)
    except JournalError:
        return None


def names_line(text: str, line: int) -> bool:
    """Return whether a text names a line by its number."""
    return bool(re.search(rf"\bline {line}\b", text, re.IGNORECASE))


def iter_faults(path: Path, out: Path, luck: Random, roles: Sequence[str]) -> Iterator[str]:
    """Attack every command with one file. Yield what is wrong; the file is as it was, and ``out`` is empty.

    ``roles`` are the roles of the exercise that the file was made from.
    """
    data = path.read_bytes()
    try:
        with limit_time():
            verdict = judge(path)
    except Exception as error:
        yield f"verify: {type(error).__name__}: {error}"
        return
    good = verdict is not None and verdict.is_good
    unknown = verdict is not None and verdict.faith is VerifyStatus.UNVERIFIED
    line = verdict.line if verdict is not None and verdict.faith is VerifyStatus.DIVERGED else 0
    try:
        trouble = look_at_seats(path)
        with limit_time():
            told = read_glance(path)
            if told.trouble and good:
                yield f"glance: {told.trouble}, and the file is {verdict}"
        if line and not names_line(trouble, line):
            yield f"seats: {trouble!r} does not name line {line}"
    except Exception as error:
        yield f"seats: {type(error).__name__}: {error}"
    for command in list_commands(path, out, luck, max(1, data.count(b"\n")), roles):
        what = " ".join(str(one) for one in command if one != path)
        try:
            code, said = run(*command)
        except TimeoutError as error:
            yield f"{what}: {error}"
            continue
        if "This is a bug" in said or "Traceback" in said or code not in (0, 1, 2):
            yield f"{what}: exit {code}: {said[-600:]}"
        if command[0] == "branch":
            bad = bool(line) and line <= int(str(command[3]))
        else:
            bad = bool(line)
        if bad and (code != 1 or not names_line(said, line)):
            yield f"{what}: exit {code} without line {line} ({verdict}): {said[-300:]!r}"
        written = [one.name for one in out.iterdir()]
        if written and (bad or code):
            yield f"{what}: exit {code}, and wrote {written}"
        if path.read_bytes() != data and not good and not unknown:
            yield f"{what}: exit {code}, and changed the file"
        for one in out.iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        path.write_bytes(data)
    beside = [one.name for one in path.parent.iterdir() if one not in (path, out)]
    if beside:
        yield f"there are {beside} beside the file"


def test_every_command_names_the_line_that_is_wrong(
    cases: Callable[[int], range], luck: Random, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache_contents(monkeypatch)
    wrong = 0
    out = tmp_path / "out"
    out.mkdir()
    path = tmp_path / "mutated.jsonl"
    for case in cases(60):
        which = luck.choice(FILES)
        lines = read_lines(read(which))
        roles = list(lines[0]["seats"])
        said = mutate(lines, luck)
        path.write_bytes(seal_lines(lines))
        faults = list(iter_faults(path, out, luck, roles))
        if faults:
            kept = Path("attack-failed.jsonl").absolute()
            kept.write_bytes(seal_lines(lines))
            pytest.fail(f"case {case}, {which.name} ({said}):\n" + "\n".join(faults) + f"\nthe file is kept in {kept}")
        verdict = judge(path)
        wrong += verdict is None or not verdict.is_good
    print(f"{len(cases(60))} files mutated, {wrong} of them wrong; every command named the line and wrote nothing")


def cache_contents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile the same content once: most mutations leave it as it is."""
    load, build = vars(FoldedSession)["content"].func, vars(FoldedSession)["table"].func
    contents: dict[str, Content] = {}
    tables: dict[tuple[int, str, bool], ContentTable] = {}

    def find_content(folded: FoldedSession) -> Content:
        if folded.pinned is not None:
            return folded.pinned
        digest = compute_digest(folded.header.content)
        if digest not in contents:
            contents[digest] = load(folded)
        return contents[digest]

    def find_table(folded: FoldedSession) -> ContentTable:
        if folded.compiled is not None:
            return folded.compiled
        key = (id(folded.content), folded.header.length, folded.header.paced)
        if key not in tables:
            tables[key] = build(folded)
        return tables[key]

    monkeypatch.setattr(FoldedSession, "content", property(find_content))
    monkeypatch.setattr(FoldedSession, "table", property(find_table))
