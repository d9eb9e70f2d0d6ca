"""Bytes and lines of recorded exercises are flipped, cut, deleted, swapped and inserted: `verify` names the line."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest

from tests.paths import EXAMPLES
from wargame.session.chain import EmptyFileError, JournalError, NotASessionError
from wargame.session.compiled_contents import CompiledContents
from wargame.session.verify import Verdict, VerifyStatus, verify

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

FILES = sorted(EXAMPLES.glob("*.jsonl"))
COMPILED = CompiledContents()


@cache
def read(path: Path) -> bytes:
    return path.read_bytes()


def judge(path: Path, data: bytes) -> Verdict | JournalError:
    """Write a file and return the verdict on it, or why there is none."""
    path.write_bytes(data)
    try:
        return verify(path, COMPILED)
    except JournalError as error:
        return error


def is_named(found: Verdict | JournalError, line: int) -> bool:
    """Return whether the verdict names the line. A file whose first line is gone may be called no session."""
    if isinstance(found, JournalError):
        return line == 1 and isinstance(found, NotASessionError | EmptyFileError)
    return found.faith is VerifyStatus.DAMAGED and found.line == line


def test_every_flipped_byte_is_named_by_its_line(cases: Callable[[int], range], luck: Random, tmp_path: Path) -> None:
    ends = 0
    for case in cases(1500):
        whole = read(luck.choice(FILES))
        newlines = [at for at, byte in enumerate(whole) if byte == 10]
        at = (
            len(whole) - 1
            if case < len(FILES)
            else luck.choice(newlines)
            if case % 10 == 9
            else luck.randrange(len(whole))
        )
        flipped = bytes(
            [luck.choice([byte for byte in (10, 13, 0, whole[at] ^ 1 << luck.randrange(8)) if byte != whole[at]])]
        )
        found = judge(tmp_path / "flipped.jsonl", whole[:at] + flipped + whole[at + 1 :])
        line = whole.count(b"\n", 0, at) + 1
        assert is_named(found, line), f"byte {at} of line {line} became {flipped!r}: {found}"
        ends += at == len(whole) - 1
    print(f"{len(cases(1500))} bytes flipped, {ends} of them the last one of a file; each was named by its line")


def test_a_file_cut_at_any_byte_holds_every_whole_line(
    cases: Callable[[int], range], luck: Random, tmp_path: Path
) -> None:
    for case in cases(300):
        whole = read(FILES[case % len(FILES)])
        size = luck.randrange(len(whole))
        found = judge(tmp_path / "cut.jsonl", whole[:size])
        lines = whole[:size].split(b"\n")
        if not lines[-1].endswith(b'"}') or b"\n" + lines[-1] + b"\n" not in whole:
            lines.pop()  # an incomplete line
        if len(lines) < 2 and not lines:
            assert isinstance(found, EmptyFileError), f"cut at {size}: {found}"
            continue
        assert isinstance(found, Verdict), f"cut at {size}: {found}"
        assert found.is_good, f"cut at {size}: {found}"
        assert found.head.encode() == lines[-1][-66:-2], f"cut at {size}: {found}"
    print(f"{len(cases(300))} files cut; each held all its whole lines")


def test_a_line_deleted_moved_or_added_is_named(cases: Callable[[int], range], luck: Random, tmp_path: Path) -> None:
    for _ in cases(600):
        lines = read(luck.choice(FILES)).splitlines(keepends=True)
        one, other = sorted(luck.sample(range(len(lines)), 2))
        way = luck.choice(["delete", "swap", "insert", "repeat", "empty"])
        changed = list(lines)
        if way == "delete":
            del changed[one]
        elif way == "swap":
            changed[one], changed[other] = lines[other], lines[one]
        elif way == "insert":
            changed.insert(one, luck.choice(read(luck.choice(FILES)).splitlines(keepends=True)[1:]))
        elif way == "repeat":
            changed.insert(one + 1, lines[one])
            one += 1
        else:
            changed.insert(one, b"\n")
        if changed[one] == lines[one]:
            continue  # the same line came to the same place
        found = judge(tmp_path / "lines.jsonl", b"".join(changed))
        assert is_named(found, one + 1), f"{way} line {one + 1} (with {other + 1}): {found}"
    print(f"{len(cases(600))} files with a line deleted, moved or added; each was named by its line")
