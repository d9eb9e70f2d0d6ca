"""Write: reports as files: of one session, or of many side by side, the format by the ending of the file's name.

A report never takes the place of a session. A file is written whole or not at all: one that is there already stays
until the new one is complete.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from wargame.review.build import build
from wargame.review.formats import FORMATS, report_as
from wargame.review.report import Impact, Report
from wargame.session.chain import START

STDOUT = "-"
"""As the name of a file: the report as text, on standard output."""

TEXT = ".md"
"""How text is written."""

Progress = Callable[[int, int], None]
"""Is told how many of how many are done."""


class OutputError(ValueError):
    """What was named as output cannot be a report; the message says why, and what to name."""


def write(
    paths: Sequence[Path],
    out: Path | None = None,
    *,
    names: bool = False,
    anonymise: bool = False,
    impact: Impact | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the report of a session, or the course that several make; the files written.

    Without ``out`` it goes beside the session as HTML (several: ``course.html`` here); a folder takes it under the
    session's name. People are called by their roles unless ``names``; ``anonymise`` takes out what people typed of
    themselves, too, and proves it. Raises `JournalError` (for several only if none can be read), `OutputError`,
    `OSError`, and `wargame.review.anonymise.NamesLeft`.
    """
    path = output(paths, out, anonymise)
    data = written(paths, path.suffix, names=names, anonymise=anonymise, impact=impact, progress=progress)
    if path.name.startswith(UNNAMED):
        path = path.with_name(path.name.replace(UNNAMED, _digest(paths[0]), 1))
    _replace(path, data)
    return [path]


def written(
    paths: Sequence[Path],
    ending: str,
    *,
    names: bool = False,
    anonymise: bool = False,
    impact: Impact | None = None,
    progress: Progress | None = None,
) -> bytes:
    """What `write` writes, as bytes."""
    if len(paths) > 1:
        from wargame.review.course import course_as

        return course_as(paths, ending, names=names, anonymise=anonymise, progress=progress)
    report = build(paths[0], names=names and not anonymise, impact=impact)
    if not anonymise:
        return _as(report, ending)
    from wargame.review.anonymise import names_given, without_names

    return without_names(report, names_given(paths[0]), lambda clean: _as(clean, ending))


def output(paths: Sequence[Path], out: Path | None, anonymise: bool = False) -> Path:
    """The file to write, checked. Raises `OutputError` for one that would be no report or would replace a session."""
    several = len(paths) > 1
    name = "course" if several else UNNAMED if anonymise else paths[0].stem
    if out is None:
        out = Path(f"{name}.html") if several else paths[0].with_name(f"{name}.html")
    elif out.is_dir():
        out = out / f"{name}.html"
    if out.suffix not in FORMATS:
        said = f"has the ending {out.suffix!r}" if out.suffix else "has no ending"
        raise OutputError(f"{out}: a report cannot be written so: the name {said}; end it in {_listed()}")
    if _is_session(out) or any(_same(out, path) for path in paths):
        raise OutputError(f"{out}: that is a session, which a report would destroy; name another file")
    return out


UNNAMED = "anonymised"
"""How the name of a file begins that may not be called after its session: the session's digest follows."""


def _listed() -> str:
    return f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}"


def _digest(path: Path) -> str:
    from wargame.session.chain import read

    return f"{UNNAMED}-{read(path).head[:12]}"


def _as(report: Report, ending: str) -> bytes:
    if ending == ".html":
        from wargame.review.html import page

        return page(report).encode()
    return report_as(report, ending)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_session(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(START)) == START
    except OSError:
        return False


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole, beside its place, and put it there."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".report-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _mode(path: Path) -> int:
    """The rights of the file that is there, or those any new file gets."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
