"""Opens, reads and replaces the small files that the program keeps beside others, such as drafts, locks and settings.

Another person may have prepared the folder, with a link, a pipe or a second name of some other file where the program
looks for its own. Nothing is read or written through these.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

MOST = 16 << 20
"""The most bytes that are read from a file."""

_ALONE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Do not follow a link, do not wait for the other end of a pipe, and change no line ends."""


class ForeignFileError(OSError):
    """A path holds a link, a folder, a pipe, a device, or a file that is not this user's alone."""


def open_own(path: Path, flags: int, *, alone: bool = False, mode: int = 0o666) -> int:
    """Open an ordinary file and return its descriptor; ``flags`` are those of ``os.open``.

    With ``alone`` the file has to be this user's, and to have no second name (hard link). A new file gets the
    permissions ``mode``. Raises `ForeignFileError` or another ``OSError``.
    """
    if not flags & os.O_EXCL and os.path.islink(path):  # with O_EXCL any link is refused
        raise _build_error(path, "it is a link")
    try:
        fd = os.open(path, flags | _ALONE, mode)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):  # a link made just now, a folder, a pipe
            raise _build_error(path, "it is no ordinary file") from error
        raise
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):
            raise _build_error(path, "it is no ordinary file")
        if alone and found.st_nlink != 1:
            raise _build_error(path, "it has a second name")
        if alone and hasattr(os, "geteuid") and found.st_uid != os.geteuid():
            raise _build_error(path, "it belongs to another user")
    except BaseException:
        os.close(fd)
        raise
    return fd


def read_own(path: Path, *, alone: bool = False) -> bytes:
    """Return what an ordinary file holds; ``alone`` is that of `open_own`.

    Raises ``OSError``, also for a file of more than `MOST` bytes.
    """
    with os.fdopen(open_own(path, os.O_RDONLY, alone=alone), "rb") as file:
        data = file.read(MOST + 1)
    if len(data) > MOST:
        raise OSError(errno.EFBIG, f"it has more than {MOST >> 20} MB", str(path))
    return data


def create_own(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a file that does not exist yet, with the permissions ``mode``; one that cannot be completed is removed.

    Raises ``OSError``; ``FileExistsError`` says that there is a file or a link of this name.
    """
    with os.fdopen(open_own(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=mode), "wb") as file:
        try:
            file.write(data)
            file.flush()
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def replace_own(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a file as a whole or not at all: under the name ``PATH.new`` first. A link is replaced, not followed.

    Raises ``OSError``. Not for two processes that write the same path at once.
    """
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)  # what a crash left, or a link: the name goes, not what a link leads to
    create_own(fresh, data, mode=mode)
    try:
        os.replace(fresh, path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless they exist.

    Raises ``OSError``; ``NotADirectoryError`` names the file that stands in the way.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        taken = next(one for one in (folder, *folder.parents) if os.path.lexists(one))
        raise NotADirectoryError(errno.ENOTDIR, f"{taken} is no folder", str(folder)) from None


def _build_error(path: Path, said: str) -> ForeignFileError:
    return ForeignFileError(errno.EEXIST, said, str(path))
