"""Writes a course as a file, in any format of a report, and proves of an anonymised one that no name is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wargame.review.anonymise.proof import prove_no_names
from wargame.review.anonymise.redaction import BLANK, blank_out_report
from wargame.review.course.build import read_course
from wargame.review.course.model import Course
from wargame.review.data.reviewed_session import Heard, Progress
from wargame.review.write.formats import find_format


def dump_course(
    paths: Sequence[Path],
    ending: str,
    *,
    names: bool = False,
    anonymise: bool = False,
    leave_out: Sequence[str] = (),
    progress: Progress | None = None,
    heard: Heard | None = None,
) -> bytes:
    """Return the course of these files as the bytes of a file with this ending.

    Raises `JournalError` if no file can be read, and `NamesLeft` if a name would be left in an anonymised course.
    """
    course, given = read_course(
        paths, names=names, anonymous=anonymise, leave_out=leave_out, progress=progress, heard=heard
    )
    dump = find_format(ending).of_course
    data = dump(course)
    if anonymise or leave_out:
        prove_no_names(data, given, lambda: dump(_blank_course(course)))
    return data


def _blank_course(course: Course) -> Course:
    """Return the course with all that people wrote blanked out."""
    classes = tuple(
        replace(one, name=BLANK, file=BLANK) for one in course.classes
    )  # all else in it is the program's and the scenario's
    return replace(course, classes=classes, reports=tuple(map(blank_out_report, course.reports)))
