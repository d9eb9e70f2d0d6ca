"""The slides for the next lesson: titles that say what was found, few words in large type, nothing over its edge."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation

from tests.paths import EXAMPLES
from tests.review.sample_report import nasty, report
from wargame.review.data.build import build_report
from wargame.review.data.report import ClaimDecision, ClaimPage, DebriefRemark, Report, ReportCardQuestion, ReportClaim
from wargame.review.write.formats import find_format
from wargame.review.write.report_slides import build_report_slides
from wargame.review.write.slide_text_fit import LEAST, cut_words, measure_height

SESSION = "security-through-partnership"


@cache
def read_example() -> Report:
    return build_report(EXAMPLES / f"{SESSION}.jsonl")


def open_slides(made: Report) -> list[Any]:
    return list(Presentation(BytesIO(find_format(".pptx").of_report(made))).slides)


def argue(made: Report) -> Report:
    """A report whose content states two claims; decisions bear on one of them."""
    sides = ("for", "for", "against", "both", "asked")
    first = made.decisions[0]
    decided = tuple(ClaimDecision(first.line, 1, first.role, first.name, "plan", "Hold", side) for side in sides)
    claims = [
        ReportClaim("Nolden 2011", "T", one, one, "Text.", ("5",), (), (), (), (), ()) for one in ("Aims", "Price")
    ]
    asked = ReportCardQuestion(1, 3, "The card", "Who gains?")
    return replace(made, papers=ClaimPage((claims[0], replace(claims[1], decisions=decided)), (), (asked,), 1))


def test_titles_say_what_was_found() -> None:
    said = [one.title for one in build_report_slides(argue(report()))]
    assert said == [
        "The region holds, after 2 turns",
        "Regional security in turn 1: “Interdict the crossings at Juárez” mattered most",
        "“Price”: 3 decisions for it, 2 against",
        "It did not come true. Regional security came nearest: 19 % at first, 19 % at last",
        "“A bargain needs a common aim”",
    ]


def test_of_an_old_session_without_impact_or_claims_there_are_slides_too() -> None:
    first = replace(report().decisions[0], effect=(("security", 2.5), ("cartel", -1.0)))
    made = replace(
        report(), decisions=(first, *report().decisions[1:]), impact=None, debrief=(), improvements=(),
        papers=ClaimPage(silent=("Nolden 2011",)),
    )  # fmt: skip
    said = [one.title for one in build_report_slides(made)]
    assert said[1].endswith("moved most points at once")
    assert said[2] == "What the papers claim was no part of this exercise yet: ask it yourselves"
    assert said[4] == "What do we take away? Nothing is written down yet"
    bare = replace(made, scores=(), question=None, decisions=(), ending="", ending_text="")
    assert [one.title for one in build_report_slides(bare)][1:4] == [
        "No decision moved points at once",
        "What the papers claim was no part of this exercise yet: ask it yourselves",
        "This scenario asks nothing that could be estimated",
    ]
    assert len(open_slides(bare)) == 5


@pytest.mark.parametrize("made", [report(), nasty(), argue(read_example()), read_example()])
def test_every_slide_can_be_read_from_the_last_row_and_nothing_overlaps(made: Report) -> None:
    slides = open_slides(made)
    assert len(slides) == 5
    for number, slide in enumerate(slides, 1):
        shapes = [one for one in slide.shapes if not one.has_text_frame or one.text_frame.text]
        for one, other in combinations(shapes, 2):
            apart = (
                one.left + one.width <= other.left or other.left + other.width <= one.left
                or one.top + one.height <= other.top or other.top + other.height <= one.top
            )  # fmt: skip
            assert apart, (number, one.name, other.name)
        frames = [one.text_frame for one in shapes if one.has_text_frame]
        cells = [cell.text_frame for one in shapes if one.has_table for row in one.table.rows for cell in row.cells]
        for frame in (*frames, *cells):
            assert all(run.font.size.pt >= LEAST for part in frame.paragraphs for run in part.runs)
        for one in shapes:
            assert one.left >= 0
            assert one.left + one.width <= 33.867 * 360_000
            assert one.top + one.height <= 19.05 * 360_000
            if one.has_text_frame:
                texts = [part.text for part in one.text_frame.paragraphs]
                (size,) = {run.font.size.pt for part in one.text_frame.paragraphs for run in part.runs}
                assert measure_height(texts, one.width / 360_000 - 0.5, size) <= one.height / 360_000 + 0.01
        words = sum(len(frame.text.split()) for frame in (*frames[1:-2], *cells))
        assert words <= 50, (number, words)
        assert frames[-1].text.endswith("/ 5")


def test_notes_say_more_than_the_slide_and_a_chart_says_what_it_shows_in_words() -> None:
    slides = open_slides(read_example())
    for slide in slides:
        shown = " ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)
        assert len(slide.notes_slide.notes_text_frame.text) > len(shown) / 2
    charts = [one for slide in slides for one in slide.shapes if one.has_chart]
    assert len(charts) == 2
    assert all(one._element.nvGraphicFramePr.cNvPr.get("descr") for one in charts)
    bars, lines = (one.chart for one in charts)
    assert next(str(one) for one in bars.plots[0].categories).startswith("Cartel\n")
    assert [one.name for one in lines.series] == [seat.name for seat in read_example().overview.seats]
    assert lines.series[0].format.line.color.rgb == bars.plots[0].series[0].points[0].format.fill.fore_color.rgb


def test_the_same_report_gives_the_same_slides_which_name_no_machine_and_no_person() -> None:
    one, other = (find_format(".pptx").of_report(read_example()) for _ in range(2))
    assert one == other
    about = Presentation(BytesIO(one)).core_properties
    assert (about.title, about.author, about.last_modified_by) == (
        "After-action review: Security Through Partnership", "", "",
    )  # fmt: skip
    with ZipFile(BytesIO(one)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_slides_of_an_exercise_that_goes_on_are_for_the_facilitator_on_each_of_them() -> None:
    over = replace(report().overview, ended="")
    for slide in open_slides(replace(report(), overview=over)):
        said = [one.text_frame.text for one in slide.shapes if one.has_text_frame]
        assert any(text.startswith("FOR THE FACILITATOR ONLY.") and text.endswith("(draft)") for text in said)


def test_a_long_take_away_keeps_its_first_words_and_leaves_room_for_a_recommendation() -> None:
    long = " ".join(["word"] * 60)
    said = tuple(DebriefRemark(1, "take-aways", "take-away", "", "", text) for text in ("Short.", long, long, long))
    slide = build_report_slides(replace(report(), debrief=said))[4]
    assert slide.title == "“Short”"
    assert slide.points[0].startswith("“word word")
    assert slide.points[-1].startswith("Recommended: ")
    assert sum(len(point.split()) for point in slide.points) <= 42


def test_words_are_cut_at_the_end_of_a_sentence_if_much_of_the_text_is_left() -> None:
    assert cut_words("One two three. Four five six seven.", 5) == "One two three."
    assert cut_words("One. Two three four, five six seven.", 4) == "One. Two three four…"
    assert cut_words("w" * 60, 5) == f"{'w' * 27}…"
