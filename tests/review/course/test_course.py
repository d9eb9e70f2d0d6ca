"""A course: sessions side by side, what is damaged or foreign listed, and no name in any file that is asked without."""

from __future__ import annotations

import csv
import html
import json
import re
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from tests.exercise.exercise_driver import begin
from wargame.exercise.debrief.ratings import Advice, analyse, rate, recommend
from wargame.exercise.debrief.stages import DebriefPrompt, Details, record_details, record_entry
from wargame.review.anonymise.given_names import find_names
from wargame.review.course import outline
from wargame.review.course.build import read_course
from wargame.review.course.charts import draw_course_charts
from wargame.review.course.model import Course, group_finished
from wargame.review.course.write import dump_course
from wargame.review.write.blocks import Heading, TextTable
from wargame.review.write.charts.drawn_chart import DrawnChart
from wargame.review.write.files import dump_output
from wargame.review.write.formats import list_endings
from wargame.session.chain import JournalError

BOT = "bot:doctrine"
FORMATS = list_endings()


def played(folder: Path, seed: int, name: str, close: bool = True) -> Path:
    """A session that bots played to its end."""
    exercise = begin(folder, seed=seed, name=name, seats={"ring": BOT, "council": BOT, "town": BOT}, facilitated=False)
    exercise.play_bots()
    assert exercise.over
    assert exercise.path is not None
    exercise.close()
    return exercise.path


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three sessions, one of them damaged halfway, one that is not over, a copy, and two files that are none."""
    folder = tmp_path_factory.mktemp("term")
    whole = [played(folder, seed, f"class {seed}") for seed in (1, 2, 3)]
    lines = whole[2].read_bytes().splitlines(keepends=True)
    damaged, foreign, twin = folder / "damaged.jsonl", folder / "holiday.txt", folder / "twin.jsonl"
    damaged.write_bytes(b"".join(lines[:8]) + b'{"n":9}\n' + b"".join(lines[9:]))
    foreign.write_text("=1+1 <script>", encoding="utf-8")
    twin.write_bytes(whole[0].read_bytes())
    return [*whole, damaged, foreign, twin, folder / "none.jsonl"]


@pytest.fixture(scope="module")
def course(term: list[Path]) -> Course:
    return read_course(term)[0]


# What is in it


def test_whole_and_damaged_sessions_are_in_it_and_the_rest_is_listed(course: Course) -> None:
    assert [one.name for one in course.classes] == ["class 1", "class 2", "class 3", "class 3"]
    assert [bool(one.part) for one in course.classes] == [False, False, False, True]
    assert {one.file: one.why for one in course.left_out} == {
        "holiday.txt": "is not a wargame session: its first line is not a session's header",
        "twin.jsonl": f"the same as {course.classes[0].file}",
        "none.jsonl": "there is no such file",
    }


def test_only_finished_sessions_are_compared(course: Course) -> None:
    ((*kind,),) = group_finished(course)
    assert [one.no for one in kind] == [1, 2, 3]


def test_progress_is_told(term: list[Path]) -> None:
    told: list[tuple[int, int]] = []
    read_course(term[:2], progress=lambda done, whole: told.append((done, whole)))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_where_nothing_can_be_read_the_first_reason_is_given(term: list[Path]) -> None:
    with pytest.raises(JournalError, match="is not a wargame session"):
        read_course([term[4], term[6]])


def test_choices_are_counted_by_kind_and_deals_told(course: Course) -> None:
    for one in course.classes:
        assert sum(chosen.times for chosen in one.choices) <= one.turns * 3
        assert all(deal.turn <= one.played and (not deal.broken or deal.broken >= deal.turn) for deal in one.deals)
    assert {chosen.role for one in course.classes for chosen in one.choices} == {"The ring", "The council"}


def test_the_widest_difference_comes_first(course: Course) -> None:
    found = outline.list_spreads(course.classes[:3])
    shares = [one.share for one in found]
    assert shares == sorted(shares, reverse=True)
    assert all(one.low < one.high and one.lowest and one.highest for one in found)


# How it is written


def test_every_table_has_a_cell_for_each_column_and_headings_skip_no_level(course: Course) -> None:
    blocks = outline.build_course_outline(course, draw_course_charts(course, png=False))
    assert all(len(row) == len(b.columns) for b in blocks if isinstance(b, TextTable) for row in b.rows)
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    assert levels[0] == 0
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_charts_say_what_they_show(course: Course) -> None:
    drawn = draw_course_charts(course)
    assert [one.name for one in drawn] == ["estimates-0", "ends-0"]
    assert all(isinstance(one, DrawnChart) and one.alt and one.svg.startswith("<svg") for one in drawn)


def test_the_page_needs_nothing_else_and_runs_nothing(term: list[Path]) -> None:
    made = dump_course(term, ".html").decode()
    assert "<script" not in made
    assert not re.search(r"(?:src|href)=[\"'](?!#)", made)
    assert "holiday.txt" in made
    assert made.count("<table") == made.count("</table>") == made.count("<caption")


def test_csv_has_every_decision_of_every_session(term: list[Path], course: Course) -> None:
    rows = list(csv.DictReader(StringIO(dump_course(term, ".csv").decode()[1:], newline="")))
    assert len(rows) == sum(len(report.decisions) for report in course.reports)
    assert {row["session"] for row in rows} == {one.file for one in course.classes}


def test_json_has_a_row_a_session(term: list[Path], course: Course) -> None:
    data = json.loads(dump_course(term, ".json"))
    assert (data["kind"], data["shape"]) == ("wargame-course", 1)
    assert [one["head"] for one in data["classes"]] == [one.head for one in course.classes]
    assert len(data["left_out"]) == 3


def test_word_and_markdown_hold_the_same_tables(term: list[Path], course: Course) -> None:
    tables = [block for block in outline.build_course_outline(course) if isinstance(block, TextTable)]
    text = dump_course(term, ".md").decode()
    with ZipFile(BytesIO(dump_course(term, ".docx"))) as parts:
        body = parts.read("word/document.xml").decode()
    for block in tables:
        assert f"**{block.caption}**" in text
        assert html.escape(block.caption, quote=False) in body


# Privacy

SURNAMES = ("Kovarik", "Brandt", "Quillon", "Amadi", "Hallström", "Oyelaran")
GIVEN = ("Imre", "Odile", "Tamsin", "Ruth", "Signe", "Wes")
NAMES = (*SURNAMES, *GIVEN)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session in which every place that takes words holds names."""
    folder = tmp_path_factory.mktemp("named")
    words = "; ".join(NAMES) + ". ODILE'S plan, imre-kovarik, <b>Quillon</b> & `Amadi`\nBrandt"
    exercise = begin(folder, name="Hallström's seminar", begun=False)
    exercise.execute("facilitator", "begin", because=words, by="Wes Oyelaran")
    while not exercise.over:
        who = exercise.list_waiting()[0]
        offer = exercise.list_offers(who)[0]
        if offer.slots:
            offer = next(one for one in exercise.list_offers(who) if not one.slots or one.do in ("pass", "estimate"))
        args = {**offer.args, **{slot.name: slot.domain[0] for slot in offer.slots}} if offer.slots else offer.args
        exercise.execute(who, offer.do, args, because=words, by="Imre Kovarik" if who == "ring" else "")
        exercise.bookmark(words)
        exercise.note(words, kind="strength", objective="cost", about=words)
    last = exercise.note(words)
    analyse(exercise, last, words)
    exercise.amend(exercise.standing[-1].n, words)
    rate(exercise, "cost", "S", words)
    recommend(exercise, Advice(0, words, words, "Ruth Amadi", (3,), words, "Ruth Amadi", words, words))
    record_details(
        exercise, Details(words, words, "Signe Hallström", {"ring": 2}, {"ring": ("Imre Kovarik", "Odile Brandt")})
    )
    record_entry(
        exercise, DebriefPrompt("out-of-role", "name", "town", "Who played it?"), "Tamsin Quillon and Wes Oyelaran"
    )
    for kind, stage in (
        ("answer", "why"),
        ("plus", "plus-delta"),
        ("take-away", "take-aways"),
        ("feedback", "take-aways"),
    ):
        record_entry(exercise, DebriefPrompt(stage, kind, "ring", "What?"), words)
    assert exercise.path is not None
    exercise.close()
    return exercise.path


def seen(data: bytes) -> str:
    """All that a file says, in text and markup."""
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as parts:
            return "".join(
                parts.read(name).decode("utf-8", "ignore") for name in parts.namelist() if "media" not in name
            )
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return data.decode()


def named_in(said: str) -> list[str]:
    return [name for name in (*NAMES, "Hallstrom") if re.search(rf"\b{name}\b", said, re.IGNORECASE)]


@pytest.mark.parametrize("ending", FORMATS)
def test_no_name_given_in_a_session_is_left_in_any_format(named: Path, ending: str) -> None:
    said = seen(dump_output([named], ending, anonymise=True))
    assert named_in(said) == []
    assert "participant" in said


def test_nor_in_a_course(named: Path, term: list[Path]) -> None:
    for ending in (".html", ".csv", ".json"):
        said = seen(dump_course([named, *term], ending, anonymise=True))
        assert named_in(said) == []
        assert "holiday" not in said


def test_without_being_asked_names_of_people_are_not_listed_with_the_roles(named: Path) -> None:
    overview = json.loads(dump_output([named], ".json"))["overview"]
    assert [seat["names"] for seat in overview["seats"]] == [[], []]
    overview = json.loads(dump_output([named], ".json", names=True))["overview"]
    assert ["Imre Kovarik", "Odile Brandt"] in [seat["names"] for seat in overview["seats"]]


def test_the_report_of_the_same_session_has_names_if_nobody_asks_for_less(named: Path) -> None:
    assert set(named_in(seen(dump_output([named], ".md")))) >= set(NAMES)


def test_every_name_typed_anywhere_is_known(named: Path) -> None:
    found = {one.text for one in find_names(named)}
    assert {name.casefold().replace("ö", "o") for name in NAMES} <= found
