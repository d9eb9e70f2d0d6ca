"""Draws the main loops of each scenario for its plan: python -m docs.loop_pictures."""

from __future__ import annotations

from pathlib import Path

from wargame.content.causes.causal_model import build_causal_model
from wargame.content.causes.loops import find_loops
from wargame.content.load.loader import load_content
from wargame.content.print.loop_picture import draw_loops_svg
from wargame.content.print.model_page import describe_loops

FOLDER = Path(__file__).with_name("pictures")


def draw_picture(scenario: str) -> str:
    """Return the picture of a scenario's main loops on white paper, as SVG."""
    model = build_causal_model(load_content(scenario))
    loops = find_loops(model)
    drawn = draw_loops_svg(loops, model.find_name, describe_loops(model, loops))
    head, _, rest = drawn.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg"><rect width="100%" height="100%" style="fill: #fff"/>{rest}\n'


def list_scenarios() -> list[str]:
    """Return the scenarios that have a plan."""
    return sorted(path.stem for path in Path(__file__).with_name("plans").glob("*.md"))


if __name__ == "__main__":
    for name in list_scenarios():
        (FOLDER / f"loops-{name}.svg").write_text(draw_picture(name), encoding="utf-8")
