"""Documents name files, and code names documents: whatever is named exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

CODE = ("wargame", "tests", "benchmarks", "docs")
EXAMPLES = {"out.md", "report.md"}
"""Files that the program or a test writes."""

DOCUMENT = re.compile(r"(?<![\w/.])((?:[\w-]+/)*[\w-]+\.md)\b")
SOURCE = re.compile(r"(?<![\w/.-])((?:wargame|tests|docs|benchmarks)/[\w./-]*[\w/])")
TEST = re.compile(r"\b(tests/[\w/]+\.py)::(\w+)")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
ABOUT_CODE = [
    page
    for page in PAGES
    if page.stem in ("ARCHITECTURE", "CONTRIBUTING", "procedures", "invariants") or page.parent.name == "architecture"
]
"""The pages that may name modules; authors and facilitators read the others."""


def list_named_documents() -> Iterator[tuple[str, str]]:
    """(file, document) of each document named in code, but for those on a line that makes one."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for found in DOCUMENT.finditer(path.read_text("utf-8")):
                if found[1] not in EXAMPLES:
                    yield str(path.relative_to(ROOT)), found[1]


def test_every_document_that_code_names_exists() -> None:
    named = set(list_named_documents())
    assert ("wargame/likelihood.py", "docs/procedures.md") in named
    places = (ROOT, ROOT / "docs")
    missing = [f"{path}: {name}" for path, name in named if not any((place / name).exists() for place in places)]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ABOUT_CODE, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_module_a_page_names_exists(page: Path) -> None:
    names = {name.rstrip("/.") for name in SOURCE.findall(page.read_text("utf-8"))}
    assert sorted(name for name in names if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_module_a_page_runs_exists(page: Path) -> None:
    names = re.findall(r"python -m ((?:docs|tests|benchmarks|wargame)[\w.]*)", page.read_text("utf-8"))
    paths = [ROOT.joinpath(*name.rstrip(".").split(".")) for name in names]
    assert [path for path in paths if not (path.with_suffix(".py").exists() or (path / "__main__.py").exists())] == []


def test_every_invariant_names_tests_that_exist() -> None:
    text = (ROOT / "docs" / "invariants.md").read_text("utf-8")
    for path, name in TEST.findall(text):
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), f"{path} has no {name}"


def test_every_invariant_is_held_or_says_that_it_is_not() -> None:
    parts = re.split(r"^\*\*(\d+[a-c]?)\. ", (ROOT / "docs" / "invariants.md").read_text("utf-8"), flags=re.MULTILINE)
    numbers, bodies = parts[1::2], parts[2::2]
    assert [int(number) for number in numbers if number.isdigit()] == list(range(1, 31))
    for number, body in zip(numbers, bodies, strict=True):
        assert TEST.search(body) or "*Not yet held*" in body, number


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ABOUT_CODE], ids=lambda page: page.name)
def test_pages_for_people_name_no_module(page: Path) -> None:
    if page.name == "CHANGELOG.md" or page.parent.name == "benchmarks":
        return
    text = re.sub(r"<!--.*?-->", "", page.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"\bwargame\.\w+\.\w+|\bwargame/\w+/", text) == []
