"""Make the slides for the ten minutes before play: ``python -m docs.course_slides`` writes docs/course/slides.*.

One list of slides gives an HTML file, which needs no network and prints, and a PowerPoint file, made by python-pptx,
which teachers can change. The likelihoods and odds are those of the program. The same slides give the same files.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from typing import NamedTuple

from wargame.likelihood import compute_odds
from wargame.likelihood_text import list_likelihood_words
from wargame.review.write.slide_deck import ACCENT, BODY, INK, PAPER, SlideDeck

FOLDER = Path(__file__).with_name("course")
TITLE = "Before we play"


class Slide(NamedTuple):
    """A slide: its title, its points or the rows of its table, and what the teacher says to it.

    The first row of a table is its head. ``minutes`` are those of the ten that it takes.
    """

    title: str
    minutes: float
    points: tuple[str, ...]
    say: str
    table: tuple[tuple[str, ...], ...] = ()


def build_slides() -> tuple[Slide, ...]:
    """Return the slides in order."""
    words = [(one.words, f"{one.low} to {one.high} %") for one in list_likelihood_words()]
    odds = [(str(needed), f"{compute_odds(needed)} %") for needed in range(5, 11)]
    return (
        Slide(
            "Two papers, three teams, one question",
            1,
            (
                "An exercise about strategy and policy: aims, incentives, trade-offs, consequences.",
                "It is about people who do harm, and never about how harm is done.",
                "Anyone may pass, change teams or step out, and need not say why.",
            ),
            "Read the content notice of the scenario aloud, and mean its last sentence. Then name the question.",
        ),
        Slide(
            "Two papers of 2011, as questions",
            2,
            (
                "Nolden, Naval War College: why is no al Qaeda operative known to have come with a cartel's help? Would"
                " the two work together? (p. iii, 1)",
                "Killebrew and Irvine, Center for a New American Security: what should the United States and its"
                " partners do against the cartels? (p. 1)",
                "Each argues a case with what was known in 2011. Today you do not hear their answers.",
            ),
            "Ask for a show of hands: would they work together? Count, write the number down, and do not comment.",
        ),
        Slide(
            "Three teams who want different things",
            1.5,
            (
                "The cartel: to earn, and to stay in business.",
                "The cell: to have its way by force, and not to be found. The scenario says whose cell it is.",
                "Regional security: four governments with voters, budgets and memories, who may act together.",
                "You speak for them so that the class sees how they weigh a choice. To understand is not to approve.",
            ),
            "Labels and roles, not caricatures. Nobody's success is simply another's loss.",
        ),
        Slide(
            "One turn",
            2,
            (
                "Card: something happens, and somebody must answer.",
                "Deals: offered openly or in secret, before plans are made.",
                "Plans: one action for each team, made in secret, each with a reason.",
                "Adjudication: plans are shown together, odds before dice.",
                "Close: what lasts is counted. Every second turn each team states a likelihood.",
            ),
            "Walk through it with a finger on the projected table. The practice turn shows the rest.",
        ),
        Slide(
            "A good decision has a reason",
            1,
            (
                "Why this, why now, and what it costs whom.",
                "Before the dice fall, say how likely it is. A good reason survives a bad roll.",
            ),
            "The table is for two dice. Bonuses are named on the offer. What counts afterwards is how you reasoned.",
            (("Two dice must reach", "Chance"), *odds),
        ),
        Slide(
            "How likely? Words with numbers",
            1.5,
            (),
            "Each team writes its number before anybody speaks. Ask what would change it. 0 and 100 are not on offer.",
            (("We say", "and mean"), *words),
        ),
        Slide(
            "What this exercise cannot show",
            1,
            (
                "Numbers and rules are ours. What you find is no evidence about the world.",
                "It can show whether an argument holds together, and what it rests on.",
                "Afterwards: out of role, what happened, why, and what the papers say.",
            ),
            "Begin the practice turn.",
        ),
    )


def format_html(slides: tuple[Slide, ...]) -> str:
    """Return the slides as one HTML page: a slide fills the window, or half a printed sheet with what to say."""
    return "\n".join(_iter_html_lines(slides)) + "\n"


def _iter_html_lines(slides: tuple[Slide, ...]) -> Iterator[str]:
    yield "<!doctype html>"
    yield "<!-- Made by python -m docs.course_slides: change it there. -->"
    yield f'<html lang="en"><head><meta charset="utf-8"><title>{escape(TITLE)}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body>"
    for i, slide in enumerate(slides, 1):
        yield f'<section id="s{i}"><h1>{escape(slide.title)}</h1>'
        if slide.points:
            yield "<ul>" + "".join(f"<li>{escape(point)}</li>" for point in slide.points) + "</ul>"
        if slide.table:
            yield "<table>" + "".join(_format_row(row, k == 0) for k, row in enumerate(slide.table)) + "</table>"
        yield f'<p class="say"><b>{_format_minutes(slide)}</b> {escape(slide.say)}</p>'
        yield f"<footer>{i} / {len(slides)}</footer></section>"
    yield f"<script>{_SCRIPT}</script></body></html>"


def _format_row(row: tuple[str, ...], is_head: bool) -> str:
    tag = "th" if is_head else "td"
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"


def _format_minutes(slide: Slide) -> str:
    return f"{slide.minutes:g} minute{'s' * (slide.minutes != 1)}."


def _format_colour(colour: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


_STYLE = f"""
* {{ box-sizing: border-box }}
html {{ scroll-snap-type: y mandatory;
  background: {_format_colour(PAPER)}; color: {_format_colour(INK)}; font-family: Georgia, 'DejaVu Serif', serif }}
body {{ margin: 0 }}
section {{ min-height: 100vh; padding: 7vh 8vw 10vh; scroll-snap-align: start; position: relative; display: flex;
  flex-direction: column; justify-content: center }}
h1 {{ color: {_format_colour(ACCENT)}; font-size: min(4vw, 8vh); margin: 0 0 3vh; line-height: 1.1 }}
li {{ font-size: min(2.6vw, 4.4vh); line-height: 1.3; margin: 0 0 1.6vh }}
table {{ border-collapse: collapse; font-size: min(2.2vw, 3.6vh); align-self: start; margin-top: 1vh }}
th, td {{ text-align: left; padding: .35em 2em .35em 0; border-bottom: 1px solid #c9bfb0 }}
.say {{ display: none }}
body.notes .say {{ display: block; font-size: min(1.7vw, 2.6vh); color: #5b5348 }}
footer {{ position: absolute; right: 4vw; bottom: 3vh; color: #8a8174; font-size: 2vh }}
@media print {{
  @page {{ size: A4; margin: 12mm }}
  html {{ background: #fff }}
  section {{ min-height: 0; height: 128mm; padding: 6mm 8mm; border: 1px solid #c9bfb0; margin-bottom: 6mm;
    break-inside: avoid; justify-content: flex-start }}
  h1 {{ font-size: 20pt; margin-bottom: 4mm }} li {{ font-size: 12.5pt; margin-bottom: 2mm }}
  table {{ font-size: 11pt }}
  .say {{ display: block; font-size: 10pt; margin-top: auto; color: #444 }}
  footer {{ font-size: 9pt; right: 8mm; bottom: 4mm }}
}}
""".strip()

_SCRIPT = """
addEventListener("keydown", e => {
  const all = [...document.querySelectorAll("section")];
  const at = Math.round(scrollY / innerHeight);
  const to = {ArrowRight: at + 1, ArrowDown: at + 1, PageDown: at + 1, " ": at + 1, ArrowLeft: at - 1, ArrowUp: at - 1,
    PageUp: at - 1, Home: 0, End: all.length - 1}[e.key];
  if (e.key === "n") document.body.classList.toggle("notes");
  if (to === undefined) return;
  e.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, to))].scrollIntoView();
});
""".strip()


def build_powerpoint(slides: tuple[Slide, ...]) -> bytes:
    """Return the slides as a PowerPoint file, with what to say in the notes. Equal slides give equal bytes."""
    deck = SlideDeck(TITLE, datetime(1980, 1, 1))
    for number, slide in enumerate(slides, 1):
        new = deck.add(slide.title, has_points=bool(slide.points))
        box = BODY
        if slide.points and slide.table:
            box, below = BODY.split(0.35)
        else:
            below = BODY
        if slide.points:
            deck.add_points(new, slide.points, box, range(26, 19, -2))
        if slide.table:
            deck.add_table(new, slide.table, below._replace(width=20), [1] * len(slide.table[0]), 22)
        deck.add_foot(new, TITLE, number, len(slides))
        deck.add_notes(new, f"{_format_minutes(slide)} {slide.say}")
    return deck.dump()


def main() -> None:
    """Write both files."""
    slides = build_slides()
    (FOLDER / "slides.html").write_text(format_html(slides), encoding="utf-8")
    (FOLDER / "slides.pptx").write_bytes(build_powerpoint(slides))
    print(FOLDER / "slides.html", FOLDER / "slides.pptx", sep="\n")


if __name__ == "__main__":
    main()
