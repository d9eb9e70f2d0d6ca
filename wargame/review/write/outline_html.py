"""An outline as one HTML page in the look of the report."""

from __future__ import annotations

from wargame.review.write.blocks import Block, Heading, Outline
from wargame.review.write.page import render_page


def render_outline_page(outline: Outline, program: str) -> str:
    """Return the outline as a whole HTML document; its parts of the first level are its contents."""
    title = next((block.text for block in outline if isinstance(block, Heading) and block.level == 0), "")
    before: list[Block] = []
    parts: list[tuple[str, list[Block]]] = []
    for block in outline:
        if isinstance(block, Heading) and block.level == 1:
            parts.append((block.text, []))
        elif not isinstance(block, Heading) or block.level:
            (parts[-1][1] if parts else before).append(block)
    return render_page("outline.html.j2", {"title": title, "before": before, "parts": parts, "program": program})
