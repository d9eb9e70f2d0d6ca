"""An outline as one HTML page in the look of the report: no network, no script, light, dark and on paper."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from wargame.review import number_text
from wargame.review.write.blocks import Heading, Outline
from wargame.review.write.html import TEMPLATES

if TYPE_CHECKING:
    from jinja2 import Template


def render_outline_page(outline: Outline, program: str) -> str:
    """The outline as a whole HTML document; its parts of the first level are its contents."""
    title = next((block.text for block in outline if isinstance(block, Heading) and block.level == 0), "")
    contents = [block.text for block in outline if isinstance(block, Heading) and block.level == 1]
    blocks = [(type(block).__name__.lower(), block) for block in outline]
    return _load_template().render(title=title, contents=contents, blocks=blocks, program=program)


@cache
def _load_template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def legible(value: Any) -> Any:
        return number_text.strip_controls(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=legible)
    made.filters["picture"] = Markup
    made.globals["css"] = Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))
    return made.get_template("outline.html.j2")
