"""The lines of a session file as data, and their chain, which anybody can compute again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

Lines = list[dict[str, Any]]
"""The lines of a session file, the header first, without their shas."""

ROUGH = {
    "@@nan": b"NaN",
    "@@infinity": b"-Infinity",
    "@@half": b'"\\ud800 half a pair \\udfff"',
    "@@raw": b'"\xed\xa0\x80"',
    "@@deep": b"[" * 3_000 + b"]" * 3_000,
    "@@deeper": b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "@@long": b"9" * 5_000,
    "@@twice": b'1,"n":2,"n":3',
}
"""Values that JSON does not have or no program would write, by the text that stands for each until it is written."""


def seal_lines(lines: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the bytes of a session file with these lines and a chain that is right."""
    out, before = [], b""
    for line in lines:
        data = dump_body(line)
        before = compute_sha(data, before)
        out.append(b'%b,"sha":"%b"}\n' % (data, before))
    return b"".join(out)


def dump_body(line: Mapping[str, Any]) -> bytes:
    """Return the JSON of a line up to its sha, with the rough values in it."""
    body = json.dumps({key: value for key, value in line.items() if key != "sha"}, separators=(",", ":"))[:-1]
    data = body.encode("utf-8", "surrogatepass")
    for mark, rough in ROUGH.items():
        data = data.replace(b'"%b"' % mark.encode(), rough)
    return data.replace(b"\n", b" ")


def compute_sha(data: bytes, before: bytes) -> bytes:
    """Return the sha of a line with this body, after a line with the sha ``before``."""
    return sha256(before + data).hexdigest().encode()


def read_lines(data: bytes) -> Lines:
    """Return the lines of a session file without their shas."""
    lines: Lines = [json.loads(line) for line in data.splitlines()]
    for line in lines:
        line.pop("sha", None)
    return lines


def renumber(lines: Lines) -> None:
    """Number the lines by their places."""
    for number, line in enumerate(lines[1:], start=2):
        line["n"] = number


def refit(lines: Lines) -> None:
    """Let records that hold the sha of another line hold the right one, so that they are not what is noticed."""
    # Shas depend on the lines before them alone, so one pass from the top is enough.
    before = b""
    for number, line in enumerate(lines, start=1):
        if (
            line.get("record") in ("branched", "closed")
            and isinstance(line.get("head"), str)
            and len(line["head"]) == 64
        ):
            line["head"] = before.decode()
            if line["record"] == "closed" and isinstance(line.get("count"), int):
                line["count"] = number - 1
        try:
            before = compute_sha(dump_body(line), before)
        except (TypeError, ValueError):
            return
