"""docs/research.md is held to what the program writes: every column it lists is there, and every name it uses exists.

The snippets themselves are run by docs/research.py, which needs DuckDB and pandas; this test needs neither.
"""

from __future__ import annotations

import ast
import json
import re

import pytest

from tests.paths import DOCS, EXAMPLES
from wargame.review.course import model
from wargame.review.course.model import CourseSession
from wargame.review.write.csv_export import COLUMNS

PAGE = (DOCS / "research.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

SHAPES = ("StruckDeal", "ChoiceCount", "HeldEstimate", "EndNumber", "RatedObjective")
PARTS = {name for shape in SHAPES for name in vars(model)[shape].__slots__}
LINES = {
    name
    for path in (EXAMPLES).glob("*.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines()[1:]
    for name in json.loads(line)
}
EVENTS = {"what", "from", "to", "why"}
KNOWN = (
    {column.name for column in COLUMNS}
    | set(CourseSession.__slots__)
    | PARTS
    | LINES
    | EVENTS
    | {"classes", "left_out"}
)
WORDS = {"count", "mean", "sum", "plan", "moved", "utf", "newline_delimited"}
"""Strings in snippets that are no names of ours: what to compute, values, what a snippet makes itself."""

FUNCTIONS = {"avg", "round", "count", "sum", "len", "unnest", "parse_filename", "filename", "lines", "standing"}


def table(title: str) -> list[str]:
    """The names in the first column of the table whose first title this is."""
    rows = PAGE.split(f"| {title} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]


def test_the_columns_of_the_csv_are_those_it_has() -> None:
    assert table("column") == [column.name for column in COLUMNS]
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.type} | {column.about} |" in PAGE


def test_the_fields_of_a_session_in_a_course_are_those_it_has() -> None:
    assert table("field of a session") == list(CourseSession.__slots__)
    rows = PAGE.split("| field of a session |")[1]
    assert all(f"`{name}`" in rows for name in PARTS)


def test_every_field_of_a_command_is_told_of() -> None:
    commands = [
        json.loads(line)
        for path in (EXAMPLES).glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
    ]
    told = set(table("field")) | EVENTS
    assert {name for line in commands if "do" in line for name in line} <= told


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_every_name_in_a_snippet_exists(snippet: str) -> None:
    strings = [node.value for node in ast.walk(ast.parse(snippet)) if isinstance(node, ast.Constant)]
    texts = [text for text in strings if isinstance(text, str)]
    names = {text for text in texts if re.fullmatch(r"[a-z_]+", text)}
    assert names <= KNOWN | WORDS, names - KNOWN - WORDS
    for query in texts:
        if "SELECT" in query:
            assert _names(query) <= KNOWN | FUNCTIONS, _names(query) - KNOWN - FUNCTIONS


def _names(query: str) -> set[str]:
    """The names in a query that it does not make itself; its keywords are in capitals."""
    of_json = set(re.findall(r">>'(\w+)'", query))
    bare = re.sub(r"'[^']*'", "", query)
    made = {name for pair in re.findall(r"\bAS (\w+)|\bWITH (\w+)", bare) for name in pair}
    return (set(re.findall(r"\b[a-z_]+\b", bare)) - made) | of_json
