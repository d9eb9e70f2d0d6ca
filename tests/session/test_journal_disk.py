"""A journal on a bad day: a full disk, no right to write, two writers, a killed process. Each leaves the file whole."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.paths import ROOT
from wargame.session.journal import (
    ClosedError,
    DiskFullError,
    Journal,
    JournalError,
    LockedError,
    ReadOnlyError,
    WriteError,
    read_session,
)

HEADER = {"kind": "wargame-session", "format": 1}
FIRST = {"n": 1, "rationale": "Juárez"}
SECOND = {"n": 2, "rationale": "plata – o plomo"}
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX signals and limits")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session of a header and one line."""
    path = tmp_path / "game.jsonl"
    with Journal.create(path, HEADER) as journal:
        journal.append(FIRST)
    return path


def numbers(path: Path) -> list[int]:
    return [line["n"] for line in read_session(path).lines[1:]]


def failing(
    monkeypatch: pytest.MonkeyPatch, call: str, file: Path, error: BaseException, first: int = 0
) -> Callable[[], None]:
    """Make ``os.CALL`` on ``file`` raise; ``write`` gets ``first`` bytes down before. Returns the way back."""
    real = getattr(os, call)
    calls = 0

    def fails(fd: int, *rest: Any) -> Any:
        nonlocal calls
        if not file.exists() or not os.path.samestat(os.fstat(fd), file.stat()):
            return real(fd, *rest)
        calls += 1
        if calls == 1 and first:
            return real(fd, rest[0][:first])
        raise error

    monkeypatch.setattr(os, call, fails)
    return lambda: monkeypatch.setattr(os, call, real)


@pytest.mark.parametrize("first", [0, 1, 20, 80])
@pytest.mark.parametrize(
    ("code", "raised", "says"),
    [
        (errno.ENOSPC, DiskFullError, "the disk is full: nothing was written and the file is as it was; free some"),
        (errno.EROFS, ReadOnlyError, "you may not write here: nothing was written"),
        (errno.EIO, WriteError, r"writing failed \(bad luck\): nothing was written and the file is as it was; do it"),
    ],
)
def test_a_write_that_fails_part_way_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, first: int, code: int, raised: type[JournalError], says: str
) -> None:
    whole = path.read_bytes()
    with Journal.resume(path)[0] as journal:
        mend = failing(monkeypatch, "write", path, OSError(code, "bad luck"), first)
        with pytest.raises(raised, match=says):
            journal.append(SECOND)
        assert path.read_bytes() == whole
        mend()
        journal.append(SECOND)
    assert path.read_bytes().startswith(whole)
    assert numbers(path) == [1, 2]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_line_that_did_not_reach_the_disk_is_taken_back(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    whole = path.read_bytes()
    with Journal.resume(path)[0] as journal:
        mend = failing(monkeypatch, "fsync", path, error)
        with pytest.raises(DiskFullError if isinstance(error, OSError) else KeyboardInterrupt):
            journal.append(SECOND)
        assert path.read_bytes() == whole
        mend()
        journal.append(SECOND)
    assert numbers(path) == [1, 2]


def test_a_short_write_is_carried_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    with Journal.resume(path)[0] as journal:
        monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[:7]))
        journal.append(SECOND)
    assert numbers(path) == [1, 2]


def test_what_cannot_be_taken_back_is_said_and_set_aside_later(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal.resume(path)[0] as journal:
        failing(monkeypatch, "write", path, OSError(errno.EIO, "bad luck"), first=9)
        failing(monkeypatch, "ftruncate", path, OSError(errno.EIO, "bad luck"))
        with pytest.raises(WriteError, match="an incomplete line could not be taken back, which wargame resume will"):
            journal.append(SECOND)
        monkeypatch.undo()
        with pytest.raises(ClosedError, match="resume it to go on"):  # rather than write behind it
            journal.append(SECOND)
    journal, reading = Journal.resume(path)
    with journal:
        assert reading.torn == b'{"n":2,"r'
        journal.append(SECOND)
    assert numbers(path) == [1, 2]


def test_a_full_disk_at_the_start_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sessions" / "game.jsonl"
    mend = failing(monkeypatch, "write", path, OSError(errno.ENOSPC, "full"), first=10)
    with pytest.raises(DiskFullError):
        Journal.create(path, HEADER)
    assert os.listdir(path.parent) == []
    mend()
    Journal.create(path, HEADER).close()
    assert numbers(path) == []


def test_a_full_disk_while_resuming_keeps_the_torn_tail(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = path.read_bytes()
    aside = Path(f"{path}.torn")
    aside.write_bytes(b"an earlier one\n")
    path.write_bytes(whole + b'{"n":2')
    for call, file, says in (("write", aside, "could not be set aside"), ("ftruncate", path, "could not be mended")):
        mend = failing(monkeypatch, call, file, OSError(errno.ENOSPC, "full"))
        with pytest.raises(DiskFullError, match=says):
            Journal.resume(path)
        assert path.read_bytes() == whole + b'{"n":2'
        mend()
    Journal.resume(path)[0].close()
    assert path.read_bytes() == whole
    assert aside.read_bytes().startswith(b'an earlier one\n{"n":2\n')

    path.write_bytes(whole[:-1])
    mend = failing(monkeypatch, "write", path, OSError(errno.ENOSPC, "full"))
    with pytest.raises(DiskFullError, match="could not be mended"):
        Journal.resume(path)
    assert path.read_bytes() == whole[:-1]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.lock"])
def test_without_the_right_to_write_it_says_so(path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """Simulated, since these tests may run as ROOT: a read-only file, then a folder that takes no lock file."""
    whole = path.read_bytes()
    real = os.open

    def guarded(name: Any, flags: int, *rest: Any, **more: Any) -> int:
        if str(name).endswith(ending) and flags & (os.O_RDWR | os.O_CREAT):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(name, flags, *rest, **more)

    monkeypatch.setattr(os, "open", guarded)
    with pytest.raises(ReadOnlyError, match=r"you may not write here: .*; copy the session to a folder of your own"):
        Journal.resume(path)
    with pytest.raises(ReadOnlyError):
        Journal.create(path.with_name("new.jsonl"), HEADER)
    assert path.read_bytes() == whole
    assert numbers(path) == [1]
    assert os.listdir(path.parent) == ["game.jsonl"]


def python(source: str, path: Path) -> subprocess.Popen[str]:
    """Another process, with ``path`` and the journal at hand."""
    head = "import os, resource, signal, sys\nfrom wargame.session.journal import *\npath = sys.argv[1]\n"
    command = [sys.executable, "-c", head + source, str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)


@posix
def test_a_second_process_is_refused(path: Path) -> None:
    with Journal.resume(path)[0] as journal:
        said, _ = python("try: Journal.resume(path)\nexcept LockedError as error: print(error)", path).communicate()
        assert said.endswith(
            "another wargame is writing this session; close it there first, or look on with wargame watch.\n"
        )
        journal.append(SECOND)
    said, _ = python("with Journal.resume(path)[0] as journal: print(journal.append({'n': 3}))", path).communicate()
    assert said.strip() == read_session(path).head
    assert numbers(path) == [1, 2, 3]


@posix
def test_killed_at_any_moment_every_acknowledged_line_is_there(path: Path) -> None:
    child = python(
        "journal, _ = Journal.resume(path)\n"
        "for n in range(2, 10**6):\n"
        "    journal.append({'n': n}); print(n, flush=True)",
        path,
    )
    assert child.stdout is not None
    for _ in range(20):
        acknowledged = int(child.stdout.readline())
    with pytest.raises(LockedError):
        Journal.resume(path)
    child.kill()
    rest, _ = child.communicate()
    acknowledged = max([acknowledged, *map(int, rest.split("\n")[:-1])])

    journal, reading = Journal.resume(path)  # the dead process's lock is free
    with journal:
        assert reading.damaged is None
        last = reading.lines[-1]["n"]
        assert last in (acknowledged, acknowledged + 1)
        journal.append({"n": last + 1})
    assert numbers(path) == list(range(1, last + 2))


@posix
def test_killed_in_mid_write_only_that_line_is_lost(path: Path) -> None:
    whole = path.read_bytes()
    child = python(
        "journal, _ = Journal.resume(path)\n"
        "write = os.write\n"
        "os.write = lambda fd, data: (write(fd, data[:40]), os.kill(os.getpid(), signal.SIGKILL))\n"
        "journal.append({'n': 2, 'rationale': 'x' * 100})",
        path,
    )
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    journal, reading = Journal.resume(path)
    with journal:
        assert len(reading.torn) == 40
        journal.append(SECOND)
    assert path.read_bytes().startswith(whole)
    assert numbers(path) == [1, 2]


@posix
def test_a_real_limit_on_the_file_is_a_full_disk(path: Path) -> None:
    """The system itself writes a part and then refuses the rest."""
    whole = path.read_bytes()
    child = python(
        "journal, _ = Journal.resume(path)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize(path) + 50,) * 2)\n"
        "try: journal.append({'n': 2, 'rationale': 'x' * 100})\n"
        "except DiskFullError as error: print(error)",
        path,
    )
    said, _ = child.communicate()
    assert "the disk is full: nothing was written and the file is as it was" in said
    assert path.read_bytes() == whole
