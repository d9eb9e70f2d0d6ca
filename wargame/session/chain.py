r"""Reads session files and checks their chain: each line holds a digest of itself and of the line before it.

This is the whole definition, for a program in any language. A session file is UTF-8; a line is one JSON object and a
newline (byte 0x0A). The bytes of a line without its newline are

    BODY ,"sha":" HEX "}        (written without these spaces)

where HEX is 64 lower-case hex digits: BODY is all but the last 74 bytes, HEX the 64 bytes before the last two. And

    HEX = hex(SHA-256(HEX of the line before, as 64 ASCII bytes; nothing before line 1 || BODY))

So a check of a file needs no JSON parser and serialises no line:

    before = b""
    for line in open(path, "rb").read().removesuffix(b"\n").split(b"\n"):
        assert line[-74:-66] == b',"sha":"' and line[-2:] == b'"}'
        assert line[-66:-2] == hashlib.sha256(before + line[:-74]).hexdigest().encode()
        before = line[-66:-2]

The chain shows that a file was changed, unless the same person also computed every later sha again. To notice that,
compare the last sha with the one that the screen showed and the report prints.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any, NoReturn

from wargame.garbage_collection import pause_collection
from wargame.input_file import OddFileError, open_input
from wargame.light_dataclass import dataclass
from wargame.session.copied import find_rewriting, undo_rewriting
from wargame.session.shape import JsonLine
from wargame.suggestion import suggest_file

KIND = "wargame-session"
FORMAT = 1
START = f'{{"kind":"{KIND}","format":'.encode()
"""The first bytes of every session file; the number of the format follows."""

_MARK = b',"sha":"'
_END = b'"}'
_BETWEEN = b",NaN,"
_TOGETHER = 100
"""How many lines are decoded together: more would keep another copy of a long file in memory."""
_HEADER = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"kind"\s*:\s*"wargame-session"\s*,\s*"format"\s*:\s*(\d{1,9})\b')
_SEAL = len(_MARK) + 64 + len(_END)


class SealError(ValueError):
    """A line does not match its sha; the message ends a sentence that begins *line 7 ...*."""


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_decode = json.JSONDecoder(parse_constant=_refuse_constant).decode

# Left raw, these would break the line for readers that split at any Unicode line end, and C1 can steer a terminal.
_BREAKS = re.compile("[\x80-\x9f\u2028\u2029]")


def seal(line: Mapping[str, Any], before: bytes) -> tuple[bytes, bytes]:
    """Return the bytes of ``line`` with its sha and newline, and that sha; ``before`` is the sha of the line before it.

    Half a surrogate pair, which UTF-8 cannot hold, is written as U+FFFD. Raises ``ValueError`` for an empty line, a
    line that has a sha already, NaN and infinity, and ``TypeError`` for a value of no JSON type.
    """
    if not line or "sha" in line:
        raise ValueError("a line has at least one field, and none called 'sha'")
    text = _encode(line)[:-1]
    if not text.isprintable():  # a fast test, and rarely true
        text = _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    body = text.encode()
    sha = sha256(before + body).hexdigest().encode()
    return b"%b%b%b%b\n" % (body, _MARK, sha, _END), sha


def unseal(line: bytes, before: bytes) -> tuple[JsonLine, bytes]:
    """Return the object on a line (without its newline) and its sha. Raises `SealError` if the line was changed."""
    sha = _compute_sha(line, before)
    if _ends_in(line, sha):
        try:
            found = _decode_line(line)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found, sha
    raise SealError(_find_fault(line))


def _iter_unsealed(lines: Sequence[bytes]) -> Iterator[tuple[JsonLine, bytes]]:
    """Yield what `unseal` returns for each line of a file. Raises `SealError` at the first line that was changed."""
    sha = b""
    for line in lines[:1]:  # the header by itself: it is long, and what joins lines copies them
        one, sha = unseal(line, sha)
        yield one, sha
    for first in range(1, len(lines), _TOGETHER):
        group = lines[first : first + _TOGETHER]
        shas = list(accumulate(group, lambda before, line: _compute_sha(line, before), initial=sha))[1:]
        found = _decode_together(group) if all(map(_ends_in, group, shas)) else None
        if found is not None:
            yield from zip(found, shas, strict=True)
            sha = shas[-1]
        else:
            for line in group:
                one, sha = unseal(line, sha)
                yield one, sha


def _compute_sha(line: bytes, before: bytes) -> bytes:
    """Return the sha that a line should end in."""
    digest = sha256(before)
    digest.update(memoryview(line)[:-_SEAL])  # no copy: a header has a quarter of a megabyte
    return digest.hexdigest().encode()


def _ends_in(line: bytes, sha: bytes) -> bool:
    return line.endswith(b"%b%b%b" % (_MARK, sha, _END))


def _decode_together(lines: Sequence[bytes]) -> list[JsonLine] | None:
    """Return the objects on lines that match their shas. Returns None where each line has to be decoded by itself.

    What is decoded together shares the texts of its keys, which takes a fifth of the time and memory less. A constant
    is put between two lines. No line may hold a constant, and each ends outside a text, because it ends in a sha: if
    every second value is a constant, and no other was met, the values between them are those of the lines.
    """
    joined = _BETWEEN.join(lines)
    if _may_have_half_pairs(joined):
        return None
    met: list[object] = []
    mark = object()

    def keep(name: str) -> object:
        met.append(mark)
        return mark

    try:
        found = json.JSONDecoder(parse_constant=keep).decode(f"[{joined.decode()}]")
    except (ValueError, RecursionError):
        return None
    objects = found[::2]
    whole = len(met) == len(lines) - 1 and found[1::2] == met and len(objects) == len(lines)
    return objects if whole and all(isinstance(each, dict) for each in objects) else None


def _decode_line(line: bytes) -> Any:
    """Return the value that a line holds. Raises ``ValueError``, also for half a surrogate pair: it is no character."""
    found = _decode(line.decode())
    if _may_have_half_pairs(line):
        _encode(found).encode()
    return found


def _may_have_half_pairs(data: bytes) -> bool:
    """Return whether JSON has an escape of a surrogate. The first test is fast, and false for nearly every line."""
    return b"\\" in data and (b"\\ud" in data or b"\\uD" in data)


def _has_seal(line: bytes) -> bool:
    """Return whether the line ends in a sha, right or wrong."""
    return line[-_SEAL : -_SEAL + len(_MARK)] == _MARK and line[-len(_END) :] == _END


def _begins_with_whole_line(tail: bytes, before: bytes) -> bool:
    """Return whether other bytes follow a whole line. A line that was cut while it was written is never whole."""
    end = tail.find(_MARK)
    while end >= 0:
        if _is_line(tail[: end + _SEAL], before):
            return True
        end = tail.find(_MARK, end + 1)
    return False


def _is_line(line: bytes, before: bytes) -> bool:
    try:
        unseal(line, before)
    except SealError:
        return False
    return True


def _find_fault(line: bytes) -> str:
    """Return what is wrong with a line that does not match its sha; of several reasons the simplest."""
    if not line:
        return "is empty"
    if line.endswith(b"\r"):
        return "ends in a carriage return: another program has rewritten the line endings"
    try:
        found = _decode_line(line)
    except UnicodeDecodeError:
        return "is not UTF-8 text"
    except UnicodeEncodeError:
        return "holds half a character (a lone surrogate)"
    except (ValueError, RecursionError):
        return "is not JSON"
    if not isinstance(found, dict):
        return "is not a JSON object"
    if not _has_seal(line):
        return "does not end in its sha"
    return "does not match its sha: it was changed, or a line before it was changed, added, moved or removed"


class JournalError(Exception):
    """A problem with a session file that the user has to know.

    ``path`` is the file, ``said`` the problem, ``remedy`` what to do; the message holds all three.
    """

    def __init__(self, path: str | os.PathLike[str], said: str, remedy: str) -> None:
        super().__init__(f"{os.fspath(path)}: {said}; {remedy}{'' if remedy.endswith('?') else '.'}")
        self.path, self.said, self.remedy = Path(path), said, remedy


class MissingFileError(JournalError):
    """There is no such file."""


class NotAFileError(JournalError):
    """The path is a folder, a device or a pipe."""


class UnreadableError(JournalError):
    """The system does not let this program read the file."""


class EmptyFileError(JournalError):
    """The file is empty or ends within its first line: nothing was recorded."""


class NotASessionError(JournalError):
    """The file was written by some other program."""


class NewerFormatError(JournalError):
    """The file was written by a later version of this program."""


@dataclass(frozen=True, slots=True)
class Damage:
    """The number (from 1) of the first line that is not as it was written, and the reason: *line 7* + *is not JSON*."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line} {self.reason}"


@dataclass(frozen=True, slots=True)
class SessionFile:
    """What a session file holds. The header is among the lines unless line 1 itself is damaged."""

    lines: list[JsonLine]
    """The good lines in order, the header first, each with its ``sha``; the first damaged line ends the list."""
    head: str
    """The sha of the last good line."""
    good: int
    """The bytes of the good lines, newlines included: the offset at which ``torn`` or the damaged line begins."""
    size: int
    """How many bytes the file had."""
    torn: bytes = b""
    """The bytes after the last newline, if they are not a whole line."""
    missing_newline: bool = False
    """Whether the last line is whole but without its newline."""
    damaged: Damage | None = None
    """The first line that is not as it was written, or None. A torn tail is no damage."""
    rewriting: str = ""
    """What was done to a file on its way that has no other damage: *CR LF line ends*. See `repair_copy`."""


def read_session(path: str | os.PathLike[str]) -> SessionFile:
    """Read and check a session file, following symbolic links; writes nothing.

    Raises `MissingFileError`, `NotAFileError`, `UnreadableError`, `EmptyFileError`, `NotASessionError` or
    `NewerFormatError`. Damage raises nothing: it is returned, with the lines before it.
    """
    data = _read_bytes(path)
    if rewriting := find_rewriting(data):
        found = _read_rewritten(path, data, rewriting)
        if found is not None:
            return found
    return _read_data(path, data)


def _read_rewritten(path: str | os.PathLike[str], data: bytes, rewriting: str) -> SessionFile | None:
    """Return the damage of a file whose lines are whole but for what was done to it on its way; None for others."""
    plain = _read_data(path, undo_rewriting(data))
    if plain.damaged is not None or not plain.lines:
        return None
    reason = f"has {rewriting}: another program has rewritten the file on its way, and every line in it is whole"
    return SessionFile([], "", 0, len(data), damaged=Damage(1, reason), rewriting=rewriting)


def _read_data(path: str | os.PathLike[str], data: bytes) -> SessionFile:
    """Check the bytes of a session file, line by line. Raises what `read_session` raises for them."""
    size = len(data)
    *whole, tail = data.split(b"\n")
    del data  # a long file is in memory once
    if not _has_header(path, whole[0] if whole else tail, torn=not whole):
        return SessionFile([], "", 0, size, damaged=Damage(1, "is not the header that a session begins with"))

    lines: list[JsonLine] = []
    sha = b""
    try:
        with pause_collection():
            for line, its_sha in _iter_unsealed(whole):
                lines.append(line)
                sha = its_sha
    except SealError as error:
        good = sum(len(raw) + 1 for raw in whole[: len(lines)])
        return SessionFile(lines, sha.decode(), good, size, damaged=Damage(len(lines) + 1, str(error)))
    good = size - len(tail)
    if not tail:
        return SessionFile(lines, sha.decode(), good, size)
    try:
        line, sha = unseal(tail, sha)
    except SealError:
        if _begins_with_whole_line(tail, sha):
            damage = Damage(len(lines) + 1, "does not end in a newline: other bytes follow it")
            return SessionFile(lines, sha.decode(), good, size, damaged=damage)
        if not lines:
            raise _build_empty_error(path, "ends within its first line") from None
        return SessionFile(lines, sha.decode(), good, size, torn=tail)
    lines.append(line)
    return SessionFile(lines, sha.decode(), size, size, missing_newline=True)


def repair_copy(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a file that was only rewritten on its way, as they were written.

    Raises `JournalError` for a file that needs no repair, or that is damaged otherwise, and what `read_session` raises.
    """
    reading = read_session(path)
    if reading.damaged is None:
        raise JournalError(path, "is as it was written", "there is nothing to repair")
    if not reading.rewriting:
        said = f"{reading.damaged}, which no repair can undo"
        raise JournalError(path, said, "go back to a copy of it, or play on from its good lines with wargame branch")
    return undo_rewriting(_read_bytes(path))


_OF_NAMES = (errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL)
"""The errors of a name that leads nowhere: links in a circle, a name that is too long or holds a NUL."""


def _read_bytes(path: str | os.PathLike[str]) -> bytes:
    try:
        with open_input(path) as file:
            data = file.read()
    except OddFileError as error:
        what = "is a folder" if error.errno == errno.EISDIR else "is not an ordinary file"
        raise NotAFileError(path, what, "name one session file, such as sessions/NAME.jsonl") from None
    except (FileNotFoundError, NotADirectoryError):
        remedy = suggest_file(path, (".jsonl",), "sessions") or "check the name and the folder"
        raise MissingFileError(path, "there is no such file", remedy) from None
    except PermissionError:
        raise UnreadableError(path, "you may not read this file", "ask its owner for a copy") from None
    except OSError as error:
        said = f"could not be read ({error.strerror})"
        remedy = "check the name" if error.errno in _OF_NAMES else "copy it to another disk and open the copy"
        raise UnreadableError(path, said, remedy) from error
    if not data:
        raise _build_empty_error(path, "is empty")
    return data


def _build_empty_error(path: str | os.PathLike[str], said: str) -> EmptyFileError:
    return EmptyFileError(path, f"{said}, so nothing had been recorded", "delete it and start the exercise again")


def _has_header(path: str | os.PathLike[str], first: bytes, torn: bool) -> bool:
    """True for a header, whole or torn; False for a session whose first line is damaged. Raises for any other file."""
    if found := _HEADER.match(first):
        if (written := int(found[1])) > FORMAT:
            said = f"line 1 says format {written}; this program reads up to {FORMAT}"
            raise NewerFormatError(path, said, "open it with the version of wargame that wrote it, or a later one")
        if written > 0:
            return True
    elif torn and (first.startswith(START) or START.startswith(first)):
        return True
    if _has_seal(first):
        return False
    said = "is not a wargame session: its first line is not a session's header"
    raise NotASessionError(path, said, "name a file that wargame play has written")
