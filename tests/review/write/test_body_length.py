"""The body of a report stays short: what a reader in a hurry reads before the appendices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.paths import EXAMPLES
from tests.review.sample_report import report as sample
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.review.data.build import build_report
from wargame.review.data.report import Impact, Report, ReportEarlierRating
from wargame.review.write import claim_pages
from wargame.review.write.blocks import Block, Bullets, FactTable, Heading, Paragraph, TextTable
from wargame.review.write.html import render_report_page
from wargame.review.write.sections import list_sections
from wargame.rules.model import FACILITATOR

MOST = 2500
WORD = re.compile(r"\w[\w'’.,%–-]*")


def list_texts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield from (block.first, block.text)
        case Bullets():
            yield from (text for item in block.items for text in (item.first, item.text))
        case TextTable():
            yield from (block.caption, *(column.title for column in block.columns))
            yield from (cell for row in block.rows for cell in row)
        case FactTable():
            yield from (text for row in block.rows for text in row)


def count_body_words(report: Report) -> int:
    texts = [
        text
        for placed in list_sections(report)
        if not placed.letter
        for block in (Heading(1, placed.heading), *placed.section.blocks(report, {}))
        for text in list_texts(block)
    ]
    return sum(len(WORD.findall(text)) for text in texts)


def count_page_words(report: Report) -> int:
    """The words of the page before its appendices, without those in pictures."""
    body = render_report_page(report).partition("<main>")[2].partition("Appendix A.")[0]
    text = re.sub(r"<[^>]*>", " ", re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL))
    return len(WORD.findall(text))


def play_by_bots(scenario: str, folder: Path) -> Path:
    content = load_content(scenario)
    seats = dict.fromkeys(content.scenario.roles, "bot:doctrine")
    exercise = Exercise.begin(content, "standard", seats, 7, folder)
    while not exercise.over:
        who = exercise.list_waiting()[0]
        if who == FACILITATOR:
            exercise.execute(FACILITATOR, exercise.find_pending())
        else:
            exercise.play_bot(who)
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def measure_five() -> Impact:
    impact = sample().impact
    assert impact is not None
    return replace(impact, decisions=impact.decisions * 5)


@pytest.mark.parametrize("name", ["by-hand", "impracticable-alliance"])
def test_the_body_of_a_shipped_session_is_short(name: str) -> None:
    made = replace(build_report(EXAMPLES / f"{name}.jsonl"), impact=measure_five())
    assert count_body_words(made) <= MOST
    silent = "".join(text for block in claim_pages.iter_claims(made, {}) for text in list_texts(block))
    assert "does not say what Killebrew & Irvine 2011 and Nolden 2011 claims" in silent, "its content is older"


@pytest.mark.parametrize("scenario", ["impracticable-alliance", "security-through-partnership"])
def test_the_body_stays_short_with_all_claims_and_all_that_a_class_wrote(scenario: str, tmp_path: Path) -> None:
    written = build_report(EXAMPLES / "by-hand.jsonl")
    played = build_report(play_by_bots(scenario, tmp_path))
    rated = (
        replace(own, rating=one.rating, because=one.because, lines=one.lines, observations=one.observations,
                earlier=(ReportEarlierRating("M", 8, 1),))
        for own, one in zip(played.ratings, written.ratings, strict=True)
    )  # fmt: skip
    made = replace(
        played,
        impact=measure_five(),
        overall=written.overall,
        ratings=tuple(rated),
        improvements=written.improvements,
        notes=written.notes,
    )
    assert len(made.papers.claims) == 12
    assert count_body_words(made) <= MOST
    assert count_page_words(made) <= MOST
    assert all(one.tasks and one.levels for one in made.ratings)
