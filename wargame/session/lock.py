"""The lock beside a session file: while one process holds it, no other writes the session.

The file is ``NAME.jsonl.lock``. It stays empty: the system locks it for the process that has it open, so a lock ends
with its process however that ends.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from wargame.own_files import open_own

if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def _unlock(fd: int) -> None:
        with suppress(OSError):
            os.lseek(fd, 0, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(fd: int) -> None:
        """Do nothing: to close the file unlocks it."""


_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_TRIES = 10
"""How often the file may be removed by its holder between opening and locking it."""


class HeldError(Exception):
    """Another process, or another journal of this one, has the lock."""


class SessionLock:
    """A lock that is held from its making to `release`. Raises `HeldError`, ``OSError``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for _ in range(_TRIES):
            self._fd = open_own(path, os.O_RDWR | os.O_CREAT)
            try:
                _lock(self._fd)
            except OSError as error:
                os.close(self._fd)
                if error.errno in _HELD:
                    raise HeldError from None
                raise
            if self._has_name():
                return
            os.close(self._fd)
        raise HeldError

    def _has_name(self) -> bool:
        """Return whether the locked file is the one that others will open."""
        try:
            found, named = os.fstat(self._fd), os.lstat(self.path)
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == (named.st_dev, named.st_ino)

    def release(self) -> None:
        """Remove the file and end the lock.

        The file is removed while it is locked: a process that has opened it meanwhile notices, and makes a new one.
        """
        if self._has_name():
            with suppress(OSError):
                os.unlink(self.path)
        _unlock(self._fd)
        os.close(self._fd)
        if os.name == "nt":  # Windows removes no open file; it refuses here if another process has opened it
            with suppress(OSError):
                os.unlink(self.path)
