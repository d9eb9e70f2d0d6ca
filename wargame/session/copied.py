"""Tells a session file that was only rewritten on its way, and gives it back as it was written.

Programs that copy texts rewrite line ends (CR LF, or CR alone) and put a byte-order mark before the first line. A
session file holds no such byte: within a line, JSON writes them as escapes. So what was rewritten can be undone without
doubt, and the digests of the lines prove it.
"""

from __future__ import annotations

_MARK = b"\xef\xbb\xbf"


def find_rewriting(data: bytes) -> str:
    """Return what was done to the bytes of a file on its way, such as *CR LF line ends*; empty for nothing.

    A program that rewrites line ends rewrites all of them: a single one is damage of another kind.
    """
    said = ["a byte-order mark"] if data.startswith(_MARK) else []
    returns, feeds, both = data.count(b"\r"), data.count(b"\n"), data.count(b"\r\n")
    if returns and returns == feeds == both:
        said.append("CR LF line ends")
    elif returns and not feeds:
        said.append("CR line ends")
    elif returns:
        return ""
    return " and ".join(said)


def undo_rewriting(data: bytes) -> bytes:
    """Return the bytes as the program wrote them: without a mark, with LF line ends."""
    return data.removeprefix(_MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
