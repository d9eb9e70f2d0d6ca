"""docs: list the pages that come with the program, and show one of them; no network is needed."""

from __future__ import annotations

import re
import textwrap
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from wargame.commands import Stop, WrongUsage
from wargame.commands.environment import has_terminal
from wargame.commands.lookup import read_text
from wargame.commands.printing import say
from wargame.commands.shipped_files import find_docs_folder, list_pages
from wargame.suggestion import suggest_name

FIRST = "facilitating"
"""The page to read first."""

_GROUPS = {
    "For the class": {
        "facilitating": "running an exercise, from the day before to the last turn",
        "devices": "teams decide on their own phones and laptops: networks, privacy",
        "reviewing": "the debrief, ratings and the report",
        "keys": "all keys of the app",
        "papers-in-play": "where each idea of the papers is met (not for players)",
        "plans/crossroads": "a plan for the facilitator",
        "plans/impracticable-alliance": "a plan for the facilitator",
        "plans/security-through-partnership": "a plan for the facilitator",
        "players/armed-cell": "a page to give to the armed cell's team",
        "players/cartel": "a page to give to the cartel's team",
        "players/cell": "a page to give to the cell's team",
        "players/security": "a page to give to the team of regional security",
    },
    "For the course": {
        "course/overview": "what there is, and in which order",
        "course/reading": "where to find the papers, what to read, questions",
        "course/questions": "ten questions with answers (not for players)",
        "course/assignment": "write a pair of balanced cards, and the rubric",
        "course/levels": "what shows each objective, and what P, S, M and U look like",
        "course/criticism-nolden": "what the paper rests on",
        "course/criticism-killebrew-irvine": "what the brief rests on",
        "course/epilogue": "what happened since 2011, with documents",
    },
    "For authors": {
        "authoring": "writing cards, decks and scenarios, step by step",
        "reference": "every key of decks, scenarios and sources",
        "balance": "how each scenario plays among bots: scores, endings, rates",
    },
    "For reviewers": {
        "procedures": "how exercises are run, judged and reviewed, and why",
        "research": "asking questions of many session files",
    },
    "For those who look inside": {
        "invariants": "what must always hold in the program, and its tests",
        "reliability": "what holds when things go wrong, and what was tried",
    },
}
"""What each page is about, in groups of readers."""

_WIDTH = 80
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) +")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def docs(args: Namespace) -> int:
    """List the pages, or show one, open it, or say where its file is.

    Raises `WrongUsage` for a page that does not exist, `Stop` in a copy of the program without pages.
    """
    pages, folder = list_pages(), find_docs_folder()
    if folder is None or not pages:
        raise Stop("this copy of the program came without its pages; install it again, or read them in its repository")
    if args.page is None and args.open:
        raise WrongUsage(f"--open: name the page to open, such as {FIRST}; wargame docs lists them")
    path = folder if args.page is None else _find_page(args.page, pages)
    if args.path:
        print(path)
    elif args.open:
        _open_page(path)
    elif args.page is None:
        _say_list(pages)
    else:
        _show(format_page(read_text(path)))
    return 0


def format_page(markdown: str) -> str:
    """Return a page as text of 80 columns: pictures by what they show, links by their words, code as it is written."""
    return "\n".join(_wrap(_iter_page_lines(markdown))).strip("\n") + "\n"


def _wrap(lines: Iterator[str]) -> Iterator[str]:
    """Wrap paragraphs, items of lists and rows of tables; headings and code stay as they are."""
    paragraph: list[str] = []
    for line in lines:
        is_fixed = not line or line.startswith(("#", "    "))
        if paragraph and (is_fixed or line.startswith("|") or _ITEM.match(line)):
            yield _fill(paragraph)
            paragraph = []
        if is_fixed:
            yield line
        elif paragraph:
            paragraph.append(line.strip())
        else:
            paragraph = [line]
    if paragraph:
        yield _fill(paragraph)


def _fill(paragraph: list[str]) -> str:
    item = _ITEM.match(paragraph[0])
    indent = len(item[0]) if item else 2 * paragraph[0].startswith("|")
    return textwrap.fill(
        " ".join(paragraph), _WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )


def _iter_page_lines(markdown: str) -> Iterator[str]:
    is_code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            is_code = not is_code
        elif is_code:
            yield f"    {line}".rstrip()
        elif not line.startswith("<!--"):
            yield _LINK.sub(_format_link, _PICTURE.sub(r"[Picture: \1]", line))


def _format_link(found: re.Match[str]) -> str:
    words, target = found.groups()
    return f"{words} ({target})" if target.startswith("http") and target != words else words


def _find_page(typed: str, pages: dict[str, Path]) -> Path:
    """Return the page called ``typed``, with or without its folders and its ending. Raises `WrongUsage`."""
    name = typed.replace("\\", "/").lower().removesuffix(".md").rpartition("docs/")[2]
    close = [page for page in pages if name in (page.lower(), page.rpartition("/")[2].lower())]
    if len(close) == 1:
        return pages[close[0]]
    hint = suggest_name(name, [*pages, *(page.rpartition("/")[2] for page in pages)])
    there = f"there are: {', '.join(close)}" if close else "wargame docs lists the pages"
    raise WrongUsage("; ".join(part for part in (f"there is no page {typed!r}", hint, there) if part))


def _say_list(pages: dict[str, Path]) -> None:
    grouped = {name for group in _GROUPS.values() for name in group}
    other = {name: _read_title(path) for name, path in pages.items() if name not in grouped}
    for title, group in {**_GROUPS, "Other pages": other}.items():
        there = [name for name in group if name in pages]
        if there:
            print(f"{title}:")
            for name in there:
                say(f"{name}: {group[name]}", 2)
            print()
    say(f"To read one: wargame docs {FIRST}. With --open it opens in a window; with --path you see where its file is.")


def _read_title(path: Path) -> str:
    lines = read_text(path).splitlines()
    return next((line.removeprefix("# ") for line in lines if line.startswith("# ")), path.stem)


def _open_page(path: Path) -> None:
    """Open a page in the program for its kind of file, and say where it is."""
    import webbrowser

    opened = webbrowser.open(path.as_uri())
    print(f"{'Opened' if opened else 'Nothing here can open it; the page is'}: {path}")


def _show(text: str) -> None:
    if not has_terminal():
        print(text, end="")
        return
    from pydoc import pager

    pager(text)
