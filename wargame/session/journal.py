"""Writes session files. A file is append-only: no line is ever overwritten.

A `Journal` is the only writer of one file. It holds the lock beside the file, appends a line in one write, and returns
when the line is on the disk. `read_session` (`session/chain.py`) opens any session file and never writes, not even to
repair it. What the lines mean is the subject of `session/fold.py`.

Beside ``NAME.jsonl`` there is ``NAME.jsonl.lock`` while a process writes, and ``NAME.jsonl.torn`` if a crash ever cut a
line short: each of its lines is one torn tail. Where a link or a file of somebody else has that name, it is
``NAME.jsonl.torn-2``, and so on.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from wargame.own_files import ForeignFileError, open_own
from wargame.session.chain import (
    FORMAT,
    KIND,
    START,
    Damage,
    EmptyFileError,
    JournalError,
    MissingFileError,
    NewerFormatError,
    NotAFileError,
    NotASessionError,
    SessionFile,
    UnreadableError,
    read_session,
    seal,
)
from wargame.session.lock import HeldError, SessionLock
from wargame.session.shape import JsonLine
from wargame.session.shell_commands import format_repair, format_session_command

__all__ = [
    "FORMAT",
    "KIND",
    "ChangedError",
    "ClosedError",
    "Damage",
    "DamagedError",
    "DiskFullError",
    "EmptyFileError",
    "ExistsError",
    "Journal",
    "JournalError",
    "LockedError",
    "MissingFileError",
    "NewerFormatError",
    "NotAFileError",
    "NotASessionError",
    "ReadOnlyError",
    "SessionFile",
    "UnreadableError",
    "WriteError",
    "read_session",
]

_OPEN = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
_FULL = {getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)}
_ASIDES = 100
"""How many names are tried for the file of torn tails."""
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


class DamagedError(JournalError):
    """A line is not as it was written, so no line may follow it. ``line`` is its number."""

    def __init__(self, path: str | os.PathLike[str], said: str, remedy: str, line: int) -> None:
        super().__init__(path, said, remedy)
        self.line = line


class ExistsError(JournalError):
    """A new session would overwrite a file."""


class LockedError(JournalError):
    """Another process is writing this session."""


class ReadOnlyError(JournalError):
    """This user may not write the file or its folder."""


class DiskFullError(JournalError):
    """There is no room on the disk, or no quota."""


class WriteError(JournalError):
    """The system failed to write, for any other reason."""


class ChangedError(JournalError):
    """Another program wrote, replaced or deleted the file while a journal had it open."""


class ClosedError(JournalError):
    """The journal is closed."""


class Journal:
    """The only writer of a session file, from `create`, `begin` or `resume` to `close`; a context manager.

    Not for two threads at once. If the process is killed, at most the line being written is lost, and the lock ends.
    """

    def __init__(self, path: Path, fd: int, lock: SessionLock, head: bytes, size: int) -> None:
        self._path = path
        self._fd: int | None = fd
        self._lock = lock
        self._head = head
        self._size = size

    @property
    def path(self) -> Path:
        """The real path of the file, with symbolic links resolved."""
        return self._path

    @property
    def head(self) -> str:
        """The sha of the last line."""
        return self._head.decode()

    @classmethod
    def create(cls, path: str | os.PathLike[str], header: Mapping[str, Any]) -> Self:
        """Create a file (and its folder) with ``header``, whose first fields are ``kind`` and ``format``.

        Raises ``ValueError`` for another header, `ExistsError`, `LockedError`, `ReadOnlyError`, `DiskFullError` or
        `WriteError`. After an error there is no file.
        """
        data, head = seal(header, b"")
        if not data.startswith(b"%b%d," % (START, FORMAT)):
            raise ValueError(f"the first fields of a header are kind {KIND!r} and format {FORMAT}")
        return cls._create(path, data, head)

    @classmethod
    def begin(cls, path: str | os.PathLike[str], copied: bytes, head: str, line: Mapping[str, Any]) -> Self:
        """Create a file with whole lines of another one and one ``line`` more; ``head`` is the sha of the last copied
        line.

        Raises what `create` raises. After an error there is no file.
        """
        data, sha = seal(line, head.encode())
        return cls._create(path, copied + data, sha)

    @classmethod
    def _create(cls, path: str | os.PathLike[str], data: bytes, head: bytes) -> Self:
        if os.path.lexists(path):
            raise _build_exists_error(path)
        real = Path(os.path.realpath(path))
        try:
            real.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _build_write_error(real.parent, error, "the folder could not be made") from error
        with ExitStack() as undo:
            lock = _acquire(real)
            undo.callback(lock.release)
            try:
                fd = open_own(real, _OPEN | os.O_CREAT | os.O_EXCL)
            except FileExistsError:
                raise _build_exists_error(path) from None
            except OSError as error:
                raise _build_write_error(real, error, "the file could not be made") from error
            undo.callback(real.unlink, missing_ok=True)
            undo.callback(os.close, fd)
            try:
                _append(fd, data, 0)
            except OSError as error:
                raise _build_write_error(real, error, "the session could not be begun") from error
            _sync_folder(real.parent)
            undo.pop_all()
        return cls(real, fd, lock, head, len(data))

    @classmethod
    def resume(
        cls, path: str | os.PathLike[str], check: Callable[[list[JsonLine]], object] | None = None
    ) -> tuple[Self, SessionFile]:
        """Take the lock, read the file, and prepare it for its next line. Returns the journal and the file as it was
        found. ``check`` is given its lines before anything is written; what it raises ends this, and leaves no trace.

        A torn tail is added to ``NAME.jsonl.torn`` and then cut off; a missing newline is added. Raises what
        `read_session` raises, `LockedError`, `DamagedError`, `ReadOnlyError`, `DiskFullError`, `WriteError` or
        `ChangedError`. After an error every whole line is as it was, and no torn tail is lost.
        """
        real = Path(os.path.realpath(path))
        if not os.path.isfile(real):
            read_session(path)  # raises what is wrong, before a lock is made beside no file
        with ExitStack() as undo:
            lock = _acquire(real)
            undo.callback(lock.release)
            reading = read_session(real)
            if damage := reading.damaged:
                good = damage.line - 1
                branch = format_session_command("branch", path, "--at", str(good))
                remedy = f"play on from a copy of what is good: {branch}" if good else "go back to a copy of it"
                if reading.rewriting:
                    remedy = format_repair(path)
                raise DamagedError(path, str(damage), remedy, damage.line)
            if check is not None:
                check(reading.lines)
            try:
                fd = open_own(real, _OPEN)
            except OSError as error:
                raise _build_write_error(real, error, "could not be opened for writing") from error
            undo.callback(os.close, fd)
            _check_untouched(real, fd, reading.size)
            size = reading.good
            if reading.torn:
                _set_aside(real, reading.torn)
            try:
                if reading.torn:
                    os.ftruncate(fd, size)
                    os.fsync(fd)
                elif reading.missing_newline:
                    _append(fd, b"\n", size)
                    size += 1
            except OSError as error:
                raise _build_write_error(real, error, "the last line could not be mended") from error
            undo.pop_all()
        return cls(real, fd, lock, reading.head.encode(), size), reading

    def append(self, line: Mapping[str, Any]) -> str:
        """Add one line and return its sha once it is on the disk.

        Raises `DiskFullError`, `ReadOnlyError`, `WriteError`, `ChangedError` if another program wrote to the file, and
        ``ValueError`` or ``TypeError`` for a line that JSON cannot hold. After an error the file is as it was, and the
        line may be appended again.
        """
        if self._fd is None:
            raise ClosedError(self._path, "this session was closed", "resume it to go on")
        data, sha = seal(line, self._head)
        _check_untouched(self._path, self._fd, self._size)
        before = self._head, self._size
        try:
            _append(self._fd, data, self._size)
            self._head, self._size = sha, self._size + len(data)
        except OSError as error:
            outcome = "nothing was written and the file is as it was"
            if not self._is_taken_back():
                self.close()  # no line may follow an incomplete one
                outcome = "an incomplete line could not be taken back, which wargame resume will set aside"
            raise _build_write_error(self._path, error, outcome) from error
        except BaseException:  # an interrupt after the write: the caller takes the line as not written
            self._head, self._size = before
            _cut(self._fd, self._size)
            raise
        return sha.decode()

    def close(self) -> None:
        """Close the file and release the lock. To close twice is harmless."""
        if self._fd is None:
            return
        fd, self._fd = self._fd, None
        try:
            os.close(fd)
        finally:
            self._lock.release()

    def remove(self) -> None:
        """Close the file and delete it.

        Raises `ChangedError` if another program wrote to it, and `WriteError` if it cannot be deleted.
        """
        if self._fd is None:
            raise ClosedError(self._path, "this session was closed", "delete its file by hand")
        _check_untouched(self._path, self._fd, self._size)
        try:
            self._path.unlink()
            _sync_folder(self._path.parent)
        except OSError as error:
            raise _build_write_error(self._path, error, "the file could not be deleted") from error
        finally:
            self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _is_taken_back(self) -> bool:
        try:
            return self._fd is not None and os.fstat(self._fd).st_size == self._size
        except OSError:
            return False


def _check_untouched(path: Path, fd: int, size: int) -> None:
    """Raise unless the file is as this journal left it: a line after a foreign one would break the chain."""
    try:
        found = os.fstat(fd)
    except OSError as error:
        raise _build_write_error(path, error, "the file is out of reach") from error
    if found.st_nlink == 0:
        said = "was deleted or replaced by another program during the exercise"
        raise ChangedError(path, said, "put it back from a copy and resume it")
    if found.st_size != size:
        said = f"was changed by another program during the exercise ({size} bytes became {found.st_size})"
        raise ChangedError(path, said, "close that program, then check the file with wargame verify")


def _set_aside(real: Path, torn: bytes) -> None:
    """Save a torn tail before it is cut off, so that it is always in at least one of the two files."""
    aside = Path(f"{real}.torn")
    try:
        fd = _open_aside(aside)
        try:
            _append(fd, torn + b"\n", os.fstat(fd).st_size)
        finally:
            os.close(fd)
    except OSError as error:
        raise _build_write_error(aside, error, "the torn last line could not be set aside") from error
    _sync_folder(aside.parent)


def _open_aside(aside: Path) -> int:
    """Open the file for torn tails; a new one of another name where this name is taken by what is not ours."""
    with suppress(ForeignFileError, PermissionError):
        return open_own(aside, _OPEN | os.O_CREAT, alone=True)
    for number in range(2, _ASIDES):
        with suppress(FileExistsError):  # a link counts as a file here
            return open_own(Path(f"{aside}-{number}"), _OPEN | os.O_CREAT | os.O_EXCL)
    raise ForeignFileError(errno.EEXIST, "the names for it are taken", str(aside))


def _append(fd: int, data: bytes, size: int) -> None:
    """Write ``data`` at the end of a file of ``size`` bytes and sync it; on any exception cut the file back to
    ``size``.
    """
    try:
        left = data[os.write(fd, data) :]
        while left:  # after a short write the next one goes on, or raises the reason
            left = left[os.write(fd, left) :]
        os.fsync(fd)
    except BaseException:
        _cut(fd, size)
        raise


def _cut(fd: int, size: int) -> None:
    with suppress(OSError):  # the caller reports the first error
        os.ftruncate(fd, size)
        os.fsync(fd)


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file durable too, where folders can be synced (not on Windows)."""
    with suppress(OSError):
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _acquire(real: Path) -> SessionLock:
    beside = Path(f"{real}.lock")
    try:
        return SessionLock(beside)
    except HeldError:
        said = "another wargame is writing this session"
        raise LockedError(real, said, "close it there first, or look on with wargame watch") from None
    except ForeignFileError as error:
        said = f"the lock beside it could not be made: {error.strerror}, which wargame does not follow"
        raise WriteError(beside, said, "remove it, or copy the session to a folder of your own") from error
    except OSError as error:
        raise _build_write_error(real, error, "the lock beside it could not be made") from error


def _build_exists_error(path: str | os.PathLike[str]) -> ExistsError:
    return ExistsError(path, "there is a file of this name already", "choose another name, or resume that session")


def _build_write_error(path: Path, error: OSError, outcome: str) -> JournalError:
    """Return the error of the system as the sentence that the facilitator reads."""
    if error.errno in _FULL:
        return DiskFullError(path, f"the disk is full: {outcome}", "free some space and do it again")
    if error.errno in _DENIED:
        said = f"you may not write here: {outcome}"
        return ReadOnlyError(path, said, "copy the session to a folder of your own, or ask for the right to write")
    said = f"writing failed ({error.strerror or error}): {outcome}"
    return WriteError(path, said, "do it again, and copy the file elsewhere if it fails again")
