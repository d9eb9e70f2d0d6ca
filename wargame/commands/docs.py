"""docs: list the pages that come with the program, and show one of them; no network is needed."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from wargame.commands import Stop, WrongUsage
from wargame.commands.environment import has_terminal
from wargame.commands.lookup import read_text
from wargame.commands.printing import say
from wargame.commands.shipped_files import find_docs_folder, list_pages
from wargame.content.model.notation import suggest_name

FIRST = "facilitating"
"""The page to read first."""

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
    """A page as text: pictures by what they show, links by their words, the rest as it is written."""
    return "\n".join(_iter_page_lines(markdown)).strip("\n") + "\n"


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
    """The page called ``typed``, with or without its folder and its ending. Raises `WrongUsage`."""
    name = typed.removesuffix(".md").lower()
    close = [page for page in pages if name in (page.lower(), page.rpartition("/")[2].lower())]
    if len(close) == 1:
        return pages[close[0]]
    hint = suggest_name(name, [*pages, *(page.rpartition("/")[2] for page in pages)])
    there = f"there are: {', '.join(close or pages)}"
    raise WrongUsage("; ".join(part for part in (f"there is no page {typed!r}", hint, there) if part))


def _say_list(pages: dict[str, Path]) -> None:
    for name, path in pages.items():
        title = next((line for line in read_text(path).splitlines() if line.startswith("# ")), "").removeprefix("# ")
        print(f"{name}: {title}" if title else name)
    print()
    say(f"Read one here: wargame docs {FIRST}. Or add --open, or --path to see where its file is.")


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
