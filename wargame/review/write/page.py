"""Renders templates as HTML pages that need nothing else: no network, no script, the reader's own fonts, light or dark.

The text of every person and author is escaped by Jinja2 and freed of control characters; only the charts, which escape
their own, go in as they are. Templates and stylesheet lie in ``templates/``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.content.print.parts import read_stylesheet
from wargame.review.text import appendix_text, code_text, front_text, number_text, page_text, section_text, table_text
from wargame.review.write.blocks import Block, LineNumber, RoleName, Spans, Styled, build_spans
from wargame.role_colours import DARK_PAGE, PAPER

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_TEMPLATES = Path(__file__).with_name("templates")

_SET = {
    "strong": "<b>{}</b>",
    "slanted": "<i>{}</i>",
    "small": '<span class="small">{}</span>',
    "code": "<code>{}</code>",
    "grade": '<span class="grade">{}</span>',
}
"""The markup of each style of a text."""


def render_page(
    template: str,
    context: Mapping[str, Any],
    *,
    find_mark: Callable[[str], str] = lambda role: "none",
    anchors: Collection[int] = (),
) -> str:
    """Return a template as a whole HTML document.

    ``find_mark`` returns the class of the stylesheet that gives a role its colour and mark. ``anchors`` are the lines
    of the session file that have a place in the page; their numbers link to it.
    """

    def set_text(text: str) -> Markup:
        return _set_text(text, find_mark, anchors)

    made = _build_environment().get_template(template)
    return made.render(**context, mark=find_mark, anchors=anchors, set_text=set_text)


def name_kind(block: Block) -> str:
    """Return the kind of a block, as templates call it: ``heading``, ``texttable`` ..."""
    return type(block).__name__.lower()


def _set_text(text: str, find_mark: Callable[[str], str], anchors: Collection[int]) -> Markup:
    """A text of a block as HTML: roles with colour and mark, lines as links, lines broken where the text breaks."""
    from markupsafe import Markup, escape

    match text:
        case Spans():
            return Markup("").join(_set_text(part, find_mark, anchors) for part in text.parts)
        case RoleName():
            return Markup('<span class="who {}">{}</span>').format(find_mark(text.role), _clean_inside(text))
        case LineNumber() if text.number in anchors:
            return Markup('<a href="#line-{0}">{0}</a>').format(text.number)
        case Styled():
            return Markup(_SET[text.style]).format(_clean_inside(text))
    return escape(_clean_inside(text)).replace("\n", Markup("<br>\n"))


def _clean_inside(text: str) -> str:
    """Return the text without characters that no document may hold; the spaces at its ends stay."""
    bare = text.strip(" \n")
    before, _, after = text.partition(bare) if bare else (text, "", "")
    return f"{before}{number_text.strip_controls(bare)}{after}"


def _clean(text: Any) -> Any:
    """Return the text without characters that no document may hold; markup and what is no text stay as they are."""
    from markupsafe import Markup

    return number_text.strip_controls(text) if isinstance(text, str) and not isinstance(text, Markup) else text


@cache
def _build_environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    loader = FileSystemLoader(_TEMPLATES)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, finalize=_clean)
    made.filters |= {
        "when": number_text.format_date,
        "lasted": number_text.format_duration,
        "number": number_text.format_number,
        "percent": number_text.format_percent,
        "decider": code_text.name_decider,
        "picture": Markup,
        "kind": name_kind,
    }
    made.globals |= {
        "css": Markup(_build_css()),
        "NONE": number_text.NONE,
        "page": page_text,
        "front": front_text,
        "appendix": appendix_text,
        "section": section_text,
        "tables": table_text,
        "spans": build_spans,
        "code": partial(Styled, style="code"),
    }
    return made


def _build_css() -> str:
    """Return the stylesheet of the report with the colours of the roles."""
    css = f"{read_stylesheet('model.css')}\n{(_TEMPLATES / 'report.css').read_text(encoding='utf-8')}"
    for place, colours in (("@roles-on-paper;", PAPER), ("@roles-on-dark;", DARK_PAGE)):
        css = css.replace(place, " ".join(f"--role{at}: {colour};" for at, colour in enumerate(colours)))
    return css
