"""A session file as its users meet it: what reading says of any file, and what appending promises."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wargame.session.chain import seal
from wargame.session.journal import (
    ChangedError,
    ClosedError,
    DamagedError,
    EmptyFileError,
    ExistsError,
    Journal,
    JournalError,
    LockedError,
    MissingFileError,
    NewerFormatError,
    NotAFileError,
    NotASessionError,
    SessionFile,
    UnreadableError,
    read_session,
)

HEADER = {"kind": "wargame-session", "format": 1, "scenario": "frontera"}
LINES: list[dict[str, Any]] = [
    {"n": 1, "role": "cartel", "rationale": "Juárez, weil – «plata» ¿o plomo? 🂡"},
    {"n": 2, "role": "cell", "nested": {"id": "x", "sha": "abc"}, "list": [1, None, True]},
    {"n": 3, "role": "security", "rationale": 'she said ,"sha":" and left'},
]
NEXT = {"n": 4, "role": "cartel"}


def write(path: Path, header: dict[str, Any] = HEADER, lines: list[dict[str, Any]] = LINES) -> bytes:
    with Journal.create(path, header) as journal:
        for line in lines:
            journal.append(line)
    return path.read_bytes()


def bare(reading: SessionFile) -> list[dict[str, Any]]:
    """The lines as they were handed in."""
    return [{key: value for key, value in line.items() if key != "sha"} for line in reading.lines]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "game.jsonl"


@pytest.fixture
def whole(path: Path) -> bytes:
    """The bytes of a session of a header and three lines, at ``path``."""
    return write(path)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting for the disk, for tests that write hundreds of files."""
    monkeypatch.setattr(os, "fsync", lambda fd: None)


def test_what_is_appended_is_read_back_in_order(path: Path) -> None:
    with Journal.create(path, HEADER) as journal:
        shas = [journal.append(line) for line in LINES]
        assert journal.head == shas[-1]
    reading = read_session(path)
    assert bare(reading) == [HEADER, *LINES]
    assert [line["sha"] for line in reading.lines[1:]] == shas
    assert all(list(line)[-1] == "sha" for line in reading.lines)
    assert (reading.head, reading.torn, reading.missing_newline, reading.damaged) == (shas[-1], b"", False, None)
    assert reading.good == reading.size == path.stat().st_size
    assert os.listdir(path.parent) == ["game.jsonl"]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ({}, ValueError),
        ({"n": 1, "sha": ""}, ValueError),
        ({"n": float("nan")}, ValueError),
        ({"n": float("inf")}, ValueError),
        ({"n": {1, 2}}, TypeError),
    ],
)
def test_a_line_json_cannot_hold_is_refused_and_nothing_written(
    path: Path, whole: bytes, line: dict[str, Any], error: type[Exception]
) -> None:
    with Journal.resume(path)[0] as journal:
        with pytest.raises(error):
            journal.append(line)
        assert path.read_bytes() == whole
        journal.append(NEXT)
    assert bare(read_session(path))[-1] == NEXT


def test_reading_writes_nothing(path: Path, whole: bytes) -> None:
    for data in (whole, whole[:-1], whole[:-9], whole.replace(b"cell", b"Cell")):
        path.write_bytes(data)
        os.utime(path, ns=(10**18, 10**18))
        read_session(path)
        assert path.read_bytes() == data
        assert path.stat().st_mtime_ns == 10**18
        assert os.listdir(path.parent) == ["game.jsonl"]


def ends(whole: bytes) -> list[int]:
    """Where each line ends: the offset of its newline."""
    return [at for at, byte in enumerate(whole) if byte == 10]


@pytest.mark.usefixtures("quick")
def test_cut_anywhere_every_whole_line_is_read_and_play_goes_on(path: Path, whole: bytes) -> None:
    stops = ends(whole)
    aside = Path(f"{path}.torn")
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        complete = sum(stop <= size for stop in stops)
        if complete == 0:
            for opening in (read_session, Journal.resume):
                with pytest.raises(EmptyFileError):
                    opening(path)
            assert path.read_bytes() == whole[:size]
            continue
        reading = read_session(path)
        last = stops[complete - 1]
        tail = whole[:size][last + 1 :]
        assert bare(reading) == [HEADER, *LINES][:complete]
        assert (reading.torn, reading.missing_newline, reading.damaged) == (tail, size == last, None)
        assert (reading.good, reading.size) == (min(last + 1, size), size)

        journal, found = Journal.resume(path)
        with journal:
            assert found == reading
            journal.append(NEXT)
        assert path.read_bytes().startswith(whole[: last + 1])
        assert bare(read_session(path)) == [*[HEADER, *LINES][:complete], NEXT]
        assert (aside.read_bytes() if aside.exists() else b"") == (tail + b"\n" if tail else b"")
        aside.unlink(missing_ok=True)


def test_torn_tails_gather_one_on_a_line(path: Path, whole: bytes) -> None:
    for tail in (b'{"n":4,"ro', b'{"n":4,"rationale":"Ju\xc3'):
        with path.open("ab") as file:
            file.write(tail)
        Journal.resume(path)[0].close()
        assert path.read_bytes() == whole
    assert Path(f"{path}.torn").read_bytes() == b'{"n":4,"ro\n{"n":4,"rationale":"Ju\xc3\n'


def assert_named(path: Path, data: bytes, line: int) -> None:
    """Reading ``data`` names ``line`` as damaged and loads those before it; resuming refuses and touches nothing."""
    path.write_bytes(data)
    reading = read_session(path)
    assert reading.damaged is not None
    assert reading.damaged.line == line, reading.damaged
    assert bare(reading) == [HEADER, *LINES][: line - 1]
    assert data[reading.good :] == b"\n".join(data.split(b"\n")[line - 1 :])


@pytest.mark.parametrize(
    "flip",
    [lambda b: b ^ 1, lambda b: b ^ 0x20, lambda b: b ^ 0x80, lambda b: 10, lambda b: 0],
    ids=["low bit", "case", "high bit", "newline", "nul"],
)
def test_any_changed_byte_names_its_line(path: Path, whole: bytes, flip: Callable[[int], int]) -> None:
    stops = ends(whole)
    for at, byte in enumerate(whole):
        if flip(byte) == byte:
            continue
        data = whole[:at] + bytes([flip(byte)]) + whole[at + 1 :]
        if flip(byte) == 10 and at < len('{"kind":"wargame-session","format":1'):  # nothing of the header left
            path.write_bytes(data)
            with pytest.raises(NotASessionError, match="its first line"):
                read_session(path)
        else:
            assert_named(path, data, sum(stop < at for stop in stops) + 1)


def test_lines_deleted_doubled_swapped_or_put_in_are_named(path: Path, whole: bytes) -> None:
    rows = whole.splitlines(keepends=True)
    for i in range(len(rows) - 1):
        assert_named(path, b"".join(rows[:i] + rows[i + 1 :]), i + 1)
    for i in range(len(rows)):
        assert_named(path, b"".join([*rows[: i + 1], *rows[i:]]), i + 2)
    for i in range(len(rows)):
        for j in range(i):
            swapped = rows.copy()
            swapped[i], swapped[j] = swapped[j], swapped[i]
            assert_named(path, b"".join(swapped), j + 1)
    stranger, _ = seal({"n": 9}, b"0" * 64)
    for i in range(len(rows) + 1):
        assert_named(path, b"".join([*rows[:i], stranger, *rows[i:]]), i + 1)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda line: b"", "is empty"),
        (lambda line: line + b"\r", "ends in a carriage return"),
        (lambda line: line.replace(b"cell", b"\xff\xfe"), "is not UTF-8 text"),
        (lambda line: line[:-1], "is not JSON"),
        (lambda line: b"[" * 100_000, "is not JSON"),
        (lambda line: b'{"n":NaN}', "is not JSON"),
        (lambda line: b"[1,2]", "is not a JSON object"),
        (lambda line: b'{"n":2}', "does not end in its sha"),
        (lambda line: json.dumps(json.loads(line)).encode(), "does not end in its sha"),
        (lambda line: line.replace(b"cell", b"CELL"), "does not match its sha"),
    ],
)
def test_damage_is_said_in_plain_words(path: Path, whole: bytes, spoil: Callable[[bytes], bytes], reason: str) -> None:
    rows = whole.split(b"\n")
    rows[2] = spoil(rows[2])
    path.write_bytes(b"\n".join(rows))
    assert str(read_session(path).damaged).startswith(f"line 3 {reason}")
    with pytest.raises(DamagedError, match=rf"line 3 {reason}.*wargame branch .* --at 2") as caught:
        Journal.resume(path)
    assert caught.value.line == 3
    assert path.read_bytes() == b"\n".join(rows)
    assert os.listdir(path.parent) == ["game.jsonl"]


def test_a_sealed_line_that_json_cannot_be_is_damage(path: Path) -> None:
    """Whoever can compute a sha can still write no NaN and no list."""
    first, sha = seal(HEADER, b"")
    body = b'{"n":NaN'
    path.write_bytes(first + body + b',"sha":"' + hashlib.sha256(sha + body).hexdigest().encode() + b'"}\n')
    assert str(read_session(path).damaged) == "line 2 is not JSON"


@pytest.mark.parametrize(
    "data",
    [
        b"\n",
        b"hello\n",
        b"\x00\x01\x02" * 1000,
        b'{"kind":"chess","format":1}\n',
        b'{"format":1,"program":"other"}\n{"n":1}\n',
        b'{"kind":"wargame-session","format":"1"}\n',
        b'{"kind":"wargame-session","format":0}\n',
        b"title: A deck\ncards: []\n",
        '{"kind":"wargame-session","format":1}\n'.encode("utf-16"),
    ],
)
def test_another_programs_file_is_named_so(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(NotASessionError, match=r"game\.jsonl: is not a wargame session: .*; name a file"):
        read_session(path)


def test_a_newer_format_is_refused_by_name(path: Path) -> None:
    path.write_bytes(b'{"kind":"wargame-session","format":9,"unknown":"seal"}\n')
    for opening in (read_session, Journal.resume):
        with pytest.raises(NewerFormatError, match="line 1 says format 9; this program reads up to 1"):
            opening(path)


def test_what_is_no_readable_file_says_so(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "dangling.jsonl").symlink_to("nowhere.jsonl")
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    before = sorted(os.listdir(tmp_path))
    for opening in (read_session, Journal.resume):
        with pytest.raises(MissingFileError, match="there is no such file; check"):
            opening(tmp_path / "none.jsonl")
        with pytest.raises(MissingFileError):
            opening(tmp_path / "dangling.jsonl")
        with pytest.raises(UnreadableError):
            opening(tmp_path / "loop.jsonl")
        with pytest.raises(NotAFileError, match="is a folder"):
            opening(tmp_path)
        with pytest.raises(NotAFileError, match="not an ordinary file"):
            opening(os.devnull)
        with pytest.raises(EmptyFileError, match="is empty, so nothing had been recorded; delete it"):
            opening(tmp_path / "empty.jsonl")
    assert sorted(os.listdir(tmp_path)) == before

    write(path)
    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(UnreadableError, match="you may not read this file"):
        read_session(path)


def denied(*_: Any) -> Any:
    raise PermissionError(13, "Permission denied")


def test_creating_makes_the_folder_and_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sessions" / "2024" / "game.jsonl"
    whole = write(path)
    with pytest.raises(ExistsError, match="already; choose another name"):
        Journal.create(path, HEADER)
    assert path.read_bytes() == whole
    assert os.listdir(path.parent) == ["game.jsonl"]
    link = tmp_path / "dangling.jsonl"
    link.symlink_to("nowhere.jsonl")
    with pytest.raises(ExistsError):
        Journal.create(link, HEADER)
    with pytest.raises(JournalError, match="the folder could not be made"):
        Journal.create(path / "below-a-file" / "game.jsonl", HEADER)


@pytest.mark.parametrize(
    "header",
    [
        {"format": 1, "kind": "wargame-session"},
        {"kind": "wargame-session", "format": 2},
        {"kind": "wargame-session", "format": True},
        {"kind": "other", "format": 1},
    ],
)
def test_a_header_that_could_not_be_read_back_is_not_written(path: Path, header: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="first fields of a header"):
        Journal.create(path, header)
    assert not path.exists()


def test_a_symbolic_link_leads_to_one_file_and_one_lock(tmp_path: Path, path: Path, whole: bytes) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    link = folder / "tonight.jsonl"
    link.symlink_to(path)
    assert bare(read_session(link)) == [HEADER, *LINES]
    path.write_bytes(whole[:-20])
    with Journal.resume(link)[0] as journal:
        assert journal.path == path.resolve()
        with pytest.raises(LockedError):
            Journal.resume(path)
        journal.append(NEXT)
    assert os.listdir(folder) == ["tonight.jsonl"]
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["desk", "game.jsonl", "game.jsonl.torn"]
    assert bare(read_session(path))[-1] == NEXT


def test_a_second_writer_is_refused_until_the_first_closes(path: Path) -> None:
    first = Journal.create(path, HEADER)
    with pytest.raises(LockedError, match="another wargame is writing this session; close it there"):
        Journal.resume(path)
    first.append(NEXT)
    first.close()
    first.close()
    with pytest.raises(ClosedError, match="resume it"):
        first.append(NEXT)
    with Journal.resume(path)[0] as second:
        second.append(NEXT)
    assert bare(read_session(path)) == [HEADER, NEXT, NEXT]


def test_a_session_another_program_touched_takes_no_further_line(path: Path, whole: bytes) -> None:
    with Journal.resume(path)[0] as journal:
        with path.open("ab") as editor:
            editor.write(b"\n")
        with pytest.raises(ChangedError, match="was changed by another program"):
            journal.append(NEXT)
        assert path.read_bytes() == whole + b"\n"
        path.write_bytes(whole)
        journal.append(NEXT)
        path.unlink()
        with pytest.raises(ChangedError, match="deleted or replaced"):
            journal.append(NEXT)
