"""Reads files that somebody else may have prepared: ordinary files only, up to a size, without waiting."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO

HANDOUT_BYTES = 2_000_000
"""The largest picture or page that a card may come with."""

TEXT_BYTES = 20_000_000
"""The most bytes of a text that is read as a whole, such as the text of a paper."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # opens a pipe without waiting for its other end
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_CHUNK = 1 << 20


class OddFileError(OSError):
    """What stands at a path is no ordinary file: a folder, a pipe, a device, a socket."""


class LargeFileError(OSError):
    """A file has more bytes than are read; ``size`` is their number, as far as it is known."""

    def __init__(self, path: str, size: int, most: int) -> None:
        super().__init__(errno.EFBIG, f"it has more than {most // 1_000_000 or most / 1_000_000} MB", path)
        self.size = size


def read_input(path: str | os.PathLike[str], most: int) -> bytes:
    """Return the bytes of an ordinary file, at most ``most``; symbolic links are followed.

    Raises `OddFileError` for anything but an ordinary file, `LargeFileError` for a larger one (also if it grows while
    it is read), and `OSError` with a ``strerror`` if it cannot be read.
    """
    with open_input(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise LargeFileError(str(path), size, most)
        data = _read_up_to(file.fileno(), most + 1)
    if len(data) > most:
        raise LargeFileError(str(path), len(data), most)
    return data


def read_input_start(path: str | os.PathLike[str], most: int) -> bytes:
    """Return the first bytes of an ordinary file, at most ``most``. Raises as `read_input`, for no size."""
    with open_input(path) as file:
        return _read_up_to(file.fileno(), most)


def open_input(path: str | os.PathLike[str]) -> BinaryIO:
    """Return an ordinary file, open for reading; symbolic links are followed.

    Raises `OddFileError` for anything but an ordinary file, and `OSError` with a ``strerror`` if it cannot be opened.
    """
    try:
        _refuse_odd(os.stat(path), path)  # before opening: to open a device may move it
        fd = os.open(path, _FLAGS)
    except ValueError as error:  # the name has a NUL
        raise OSError(errno.EINVAL, str(error), str(path)) from None
    try:
        _refuse_odd(os.fstat(fd), path)  # again: the name may lead elsewhere by now
    except OSError:
        os.close(fd)
        raise
    return os.fdopen(fd, "rb")


def _refuse_odd(status: os.stat_result, path: str | os.PathLike[str]) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise OddFileError(errno.EISDIR, "this is a folder", str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OddFileError(errno.EINVAL, "this is no ordinary file", str(path))


def _read_up_to(fd: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := os.read(fd, min(most, _CHUNK))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)
