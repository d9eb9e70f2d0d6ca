"""Writes reports as files, of one session or of a course; the ending of the file's name says which format.

A report never takes the place of a session. A file is written whole or not at all: an earlier file stays until the new
one is complete.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path

from wargame.input_file import read_input_start
from wargame.review.data.build import build_report
from wargame.review.data.report import Impact
from wargame.review.data.reviewed_session import Heard, Progress
from wargame.review.write.formats import find_format, format_endings, list_endings
from wargame.session.chain import START, read_session

STDOUT = "-"
"""The name of a file that means standard output, to which the report goes as text."""

TEXT = ".md"
"""The ending of the format in which text goes to standard output."""


_LIBRARIES = {
    "docx": "python-docx", "jinja2": "Jinja2", "matplotlib": "matplotlib", "pptx": "python-pptx", "pypdf": "pypdf",
    "typst": "typst",
}  # fmt: skip
"""What is installed to have each module that a format needs."""


class OutputError(ValueError):
    """Raised for an output that cannot be a report. The message says why, and what to name."""


def write_report(
    paths: Sequence[Path],
    out: Path | None = None,
    *,
    names: bool = False,
    anonymise: bool = False,
    leave_out: Sequence[str] = (),
    impact: Impact | None = None,
    progress: Progress | None = None,
    heard: Heard | None = None,
) -> list[Path]:
    """Write the report of a session, or the course that several make, and returns the files written.

    Without ``out`` the report goes beside the session as HTML (of several: ``course.html`` here); a folder takes it
    under the session's name. People are called by their roles unless ``names``. ``anonymise`` takes out what people
    typed of themselves, too, and proves it. ``leave_out`` are names of people: what was written about them is blanked,
    and that is proven, too. ``heard`` is given the reports before anything is taken out, and which
    files were left out.

    Raises `JournalError` (of several only if none can be read), `OutputError`, `OSError`, and
    `wargame.review.anonymise.proof.NamesLeft`.
    """
    path = choose_output(paths, out, anonymise or bool(leave_out))
    data = dump_output(
        paths,
        path.suffix.lower(),
        names=names,
        anonymise=anonymise,
        leave_out=leave_out,
        impact=impact,
        progress=progress,
        heard=heard,
    )
    _replace(path, data)
    return [path]


def dump_output(
    paths: Sequence[Path],
    ending: str,
    *,
    names: bool = False,
    anonymise: bool = False,
    leave_out: Sequence[str] = (),
    impact: Impact | None = None,
    progress: Progress | None = None,
    heard: Heard | None = None,
) -> bytes:
    """Return the bytes that `write_report` writes, in the format of this ``ending``.

    Raises what `write_report` raises.
    """
    try:
        return _dump(paths, ending, names, anonymise, leave_out, impact, progress, heard)
    except ModuleNotFoundError as error:
        if (library := _LIBRARIES.get(error.name or "")) is None:
            raise
        said = f"{ending} needs the library {library}, which is not installed here"
        raise OutputError(f"{said}; install it (python -m pip install {library}), or name another format") from None


def _dump(
    paths: Sequence[Path],
    ending: str,
    names: bool,
    anonymise: bool,
    leave_out: Sequence[str],
    impact: Impact | None,
    progress: Progress | None,
    heard: Heard | None,
) -> bytes:
    if len(paths) > 1:
        from wargame.review.course.write import dump_course

        return dump_course(
            paths, ending, names=names, anonymise=anonymise, leave_out=leave_out, progress=progress, heard=heard
        )
    report = build_report(paths[0], names=names and not anonymise, impact=impact)
    if heard is not None:
        heard([report], [])
    dump = find_format(ending).of_report
    if leave_out:
        from wargame.review.anonymise.given_names import list_people
        from wargame.review.anonymise.proof import dump_without_people

        return dump_without_people(report, list_people(paths[0], leave_out), dump)
    if not anonymise:
        return dump(report)
    from wargame.review.anonymise.given_names import find_names
    from wargame.review.anonymise.proof import dump_without_names

    return dump_without_names(report, find_names(paths[0]), dump)


def choose_output(paths: Sequence[Path], out: Path | None, anonymise: bool = False) -> Path:
    """Return the file to write: one that is no session and has the ending of a format.

    Raises `OutputError`, and `JournalError` where the file would be named after a session that cannot be read.
    """
    if out is None:
        out = Path() if len(paths) > 1 else paths[0].parent
    if os.path.isdir(out):
        out = out / f"{_choose_name(paths, anonymise)}{list_endings()[0]}"
    if out.suffix.lower() not in list_endings():
        said = f"has the ending {out.suffix!r}" if out.suffix else "has no ending"
        raise OutputError(f"{out}: a report cannot be written so: the name {said}; end it in {format_endings()}")
    if _is_session(out) or any(_is_same_file(out, path) for path in paths):
        raise OutputError(f"{out}: that is a session, which a report would destroy; name another file")
    if os.path.exists(out) and not os.path.isfile(out):
        raise OutputError(f"{out}: this is no ordinary file, and is left as it is; name another file")
    if os.path.isfile(out) and not os.access(out, os.W_OK):
        raise OutputError(f"{out}: the file is read-only, and is left as it is; name another file")
    if not os.path.isdir(out.parent):
        raise OutputError(f"{out}: there is no folder {out.parent} to write it to; make it, or name another file")
    if not os.access(out.parent, os.W_OK | os.X_OK):
        raise OutputError(f"{out}: you may not write to the folder {out.parent}; name a file in another one")
    return out


def _choose_name(paths: Sequence[Path], anonymise: bool) -> str:
    """Return the name of a report: its session's, or of an anonymised one that session's digest."""
    if len(paths) > 1:
        return "course"
    return f"anonymised-{read_session(paths[0]).head[:12]}" if anonymise else paths[0].stem


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_session(path: Path) -> bool:
    try:
        return read_input_start(path, len(START)) == START
    except OSError:
        return False


def _replace(path: Path, data: bytes) -> None:
    """Write a file beside its place, whole, and then moves it there."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".report-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, _find_mode(path))
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _find_mode(path: Path) -> int:
    """Return the rights of the file that is there, or those any new file gets."""
    try:
        found = path.lstat().st_mode
    except OSError:
        found = 0
    if stat.S_ISREG(found):  # a link is replaced, and its rights are those of another file
        return found & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
