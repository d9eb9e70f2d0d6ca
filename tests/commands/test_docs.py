"""docs: the pages that come with the program, listed, read and found, in a checkout and in an installed copy."""

from __future__ import annotations

import re
import webbrowser
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.paths import ROOT
from wargame.commands import docs, shipped_files


def test_every_page_is_listed_for_its_readers(run: Run) -> None:
    code, out, err = run("docs")
    assert (code, err) == (0, "")
    for folder in ("", "players/", "plans/", "course/"):
        for path in (ROOT / "docs" / folder).glob("*.md"):
            assert f"\n  {folder}{path.stem}: " in out
    headings = [line for line in out.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert headings == [
        "For the class:",
        "For the course:",
        "For authors:",
        "For reviewers:",
        "For those who look inside:",
    ]
    first, last = out.split("\n\n")[0], out.split("\n\n")[4]
    assert "  facilitating: " in first
    assert "  invariants: " in last
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize(
    "typed",
    [
        "players/cartel",
        "cartel",
        "Cartel",
        "players/cartel.md".rpartition("/")[2],
        "players/cartel.md",
        "docs/players/cartel.md",
        "docs/players/cartel",
        "docs/players/cartel.md".replace("/", "\\"),
        str(ROOT / "docs/players/cartel.md"),
    ],
)
def test_a_page_is_read_by_its_name(run: Run, typed: str) -> None:
    code, out, err = run("docs", typed)
    assert (code, err) == (0, "")
    assert out.startswith("# The cartel: a page for its team\n")


def test_pictures_and_links_are_words(run: Run) -> None:
    out = run("docs", "reviewing").out
    assert "[Picture: " in out
    assert not re.search(r"\]\(|```", out)
    page = "See [the plan](report.md), [us](https://example.org) and\n```\n[a](b)\n```\n<!-- made by x -->\n"
    assert docs.format_page(page) == "See the plan, us (https://example.org) and\n    [a](b)\n"


def test_a_page_fits_a_terminal_of_80_columns(run: Run) -> None:
    for name in (
        "facilitating",
        "reviewing",
        "procedures",
        "cartel",
        "crossroads",
        "overview",
        "epilogue",
        "assignment",
    ):
        lines = run("docs", f"docs/{name}.md" if name.endswith("ing") else name).out.splitlines()
        wide = [line for line in lines if len(line) > 80 and not line.startswith(("    ", "#"))]
        assert [line for line in wide if " " in line.strip()] == []  # an address is not broken
    code, cells = "six " * 30, "d " * 50
    page = f"# A\n\nOne\ntwo.\n- three\n  four\n- five\n```\n{code}\n```\n| a | b |\n| c | {cells}|\n"
    assert docs.format_page(page).splitlines() == [
        "# A", "", "One two.", "- three four", "- five", f"    {code}".rstrip(), "| a | b |",
        "| c | " + "d " * 36 + "d", "  " + "d " * 13 + "|",
    ]  # fmt: skip


def test_where_a_page_is(run: Run) -> None:
    assert run("docs", "keys", "--path").out == f"{ROOT / 'docs' / 'keys.md'}\n"
    assert run("docs", "--path").out == f"{ROOT / 'docs'}\n"


@pytest.mark.parametrize(("works", "said"), [(True, "Opened: "), (False, "Nothing here can open it; the page is: ")])
def test_a_page_is_opened_or_it_is_said_where_it_is(
    run: Run, monkeypatch: pytest.MonkeyPatch, works: bool, said: str
) -> None:
    asked: list[str] = []

    def open_page(url: str) -> bool:
        asked.append(url)
        return works

    monkeypatch.setattr(webbrowser, "open", open_page)
    page = ROOT / "docs" / "facilitating.md"
    assert run("docs", "facilitating", "--open") == (0, f"{said}{page}\n", "")
    assert asked == [page.as_uri()]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("facilitate",), "there is no page 'facilitate'; did you mean 'facilitating'?"),
        (("xyzzy",), "there is no page 'xyzzy'; wargame docs lists the pages"),
        (("--open",), "--open: name the page to open, such as facilitating"),
        (("keys", "--open", "--path"), "not allowed with argument"),
    ],
)
def test_wrong_usage_is_told(run: Run, argv: tuple[str, ...], said: str) -> None:
    code, out, err = run("docs", *argv)
    assert (code, out) == (2, "")
    assert said in err


def test_an_installed_copy_has_its_pages_inside_the_package(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "wargame"
    (package / "docs" / "plans").mkdir(parents=True)
    (package / "docs" / "plans" / "report.md").write_text("# Harbour\n\nRead it.\n", "utf-8")
    (package.parent / "docs").mkdir()  # left there by another package
    (package.parent / "docs" / "out.md").write_text("# Other\n", "utf-8")
    monkeypatch.setattr(shipped_files, "_PACKAGE", package)
    assert run("docs", "report").out == "# Harbour\n\nRead it.\n"
    listed = run("docs").out
    assert "  plans/report: Harbour\n" in listed
    assert "  out: " not in listed


def test_a_copy_without_pages_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped_files, "_PACKAGE", tmp_path / "wargame")
    code, out, err = run("docs")
    assert (code, out) == (1, "")
    assert "this copy of the program came without its pages" in err
