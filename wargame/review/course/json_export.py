"""Writes a course as JSON: a row for each session."""

from __future__ import annotations

from dataclasses import asdict

from wargame.review.course.model import Course
from wargame.review.write.json_export import dump_json

KIND = "wargame-course"
SHAPE = 1
"""The version of the shape of a course as JSON."""


def dump_course_json(course: Course) -> str:
    """Return the course as JSON text: a row for each session under ``classes``, and the files left out."""
    classes = [asdict(one) for one in course.classes]
    left = [asdict(one) for one in course.left_out]
    return dump_json({"kind": KIND, "shape": SHAPE, "classes": classes, "left_out": left})
