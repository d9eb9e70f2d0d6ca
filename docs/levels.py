"""Make the tasks and levels in the course from the shipped scenarios: ``python -m docs.levels``.

It writes what stands between two marks of docs/course/levels.md; the words around them are written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from wargame.content.load.loader import load_content
from wargame.content.model.learning import LearningObjective
from wargame.content.model.scenario import Scenario

PAGE = Path(__file__).parents[1] / "docs/course/levels.md"
SCENARIOS = ("impracticable-alliance", "security-through-partnership", "crossroads")

_BEGIN, _END = "<!-- Made by `make levels` from decks/scenarios: change it there. -->\n", "<!-- Until here. -->\n"


def build_page(page: str) -> str:
    """Return the page with the tasks and levels as the scenarios have them now."""
    made = "".join(_iter_objectives(load_content(name).scenario for name in SCENARIOS))
    return re.sub(f"(?<={re.escape(_BEGIN)}).*(?={re.escape(_END)})", lambda _: f"\n{made}\n", page, flags=re.DOTALL)


def _iter_objectives(scenarios: Iterable[Scenario]) -> Iterable[str]:
    """Yield each objective once, with the scenarios in which it is worded so."""
    found: dict[str, dict[str, list[str]]] = {}
    for scenario in scenarios:
        for one in scenario.learning_objectives:
            found.setdefault(_format_basis(one), {}).setdefault(one.text, []).append(scenario.title)
    for basis, worded in found.items():
        whose = len(worded) > 1
        texts = [f"{text} ({', '.join(titles)})" if whose else text for text, titles in worded.items()]
        yield f"### {texts[0]}\n\n" + "".join(f"Or: {text}\n\n" for text in texts[1:]) + f"{basis}\n"


def _format_basis(one: LearningObjective) -> str:
    """Return the tasks and levels of an objective, which is what two wordings of one objective share."""
    tasks = "".join(f"- {task.text}\n" for task in one.tasks)
    looks = one.levels.model_dump() if one.levels is not None else {}
    rows = "".join(f"| {letter} | {text} |\n" for letter, text in looks.items())
    return f"{tasks}\n| rating | what it looks like |\n| --- | --- |\n{rows}"


if __name__ == "__main__":
    PAGE.write_text(build_page(PAGE.read_text("utf-8")), "utf-8")
    print(PAGE)
