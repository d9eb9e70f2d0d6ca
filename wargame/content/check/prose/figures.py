"""The rule *figure*: a card with a figure must cite a fact that has the figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wargame.content.check.prose.background import Background, Breach
from wargame.content.check.prose.passages import Passage

HEARD = ("title", "text", "prompt", "option title", "option text", "question")
"""The kinds of passage that the class hears; advice to the facilitator may speak of turns and tracks."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def check_figures(passage: Passage, known: Background) -> Iterator[Breach]:
    """Yield figures that stand neither in a cited fact nor are the year of its source."""
    if passage.kind not in HEARD:
        return
    cited = [known.facts[name] for name in passage.cites if name in known.facts]
    there = {
        _strip_commas(figure)
        for fact in cited
        for text in (fact.claim, *fact.terms)
        for figure in _FIGURE.findall(text)
    }
    there |= {str(known.years[name.partition("/")[0]]) for name in passage.cites if name in known.facts}
    for figure in dict.fromkeys(_FIGURE.findall(passage.text)):
        if _strip_commas(figure) not in there:
            elsewhere = [name for name, fact in known.facts.items() if _has_figure(figure, (fact.claim, *fact.terms))]
            remedy = f"cite {elsewhere[0]}" if elsewhere else "cite the fact it comes from, or say it without a figure"
            yield Breach(figure, f"the figure {figure} stands in no fact this card cites", remedy)


def _has_figure(figure: str, texts: tuple[str, ...]) -> bool:
    return any(_strip_commas(other) == _strip_commas(figure) for text in texts for other in _FIGURE.findall(text))


def _strip_commas(figure: str) -> str:
    return figure.replace(",", "")
