"""Anonymise: no name given in a session is left in any file, and what is no name stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.playing import moderate
from tests.review.sample_report import report
from wargame.review.anonymise.given_names import find_names, merge_names
from wargame.review.anonymise.name_search import FoundName
from wargame.review.anonymise.proof import NamesLeft, dump_without_names, prove_no_names
from wargame.review.anonymise.redaction import BLANK, WRITTEN, anonymise_report, blank_out_report, redact
from wargame.review.data import play_record
from wargame.review.data import report as shapes
from wargame.review.data.report import Report
from wargame.review.write import html
from wargame.review.write.blocks import Chart
from wargame.review.write.charts import report_charts
from wargame.review.write.formats import find_format, list_endings
from wargame.review.write.pdf_export import dump_pdf
from wargame.review.write.report_outline import build_report_outline
from wargame.session.chain import FORMAT, KIND, seal
from wargame.session.line_reading import write_line
from wargame.session.records import CommandLine, DebriefAnswer, DetailsGiven, Line, RecommendationGiven

HEADER = {
    "kind": KIND,
    "format": FORMAT,
    **dict.fromkeys(("program", "created", "scenario", "title", "length", "dice", "digest"), ""),
    "rules": 1,
    "paced": True,
    "seats": {},
    "seed": 1,
    "start": {},
    "content": {
        "scenario": {
            "roles": {"cartel": {"name": "Cartel"}, "cell": {"name": "Terrorist cell"}},
            "tracks": {"will": {"name": "Political will", "about": "What a mark on the market may cost."}},
        }
    },
}


def session(folder: Path, *lines: Line, name: str = "exercise") -> Path:
    """A session file with these records and no play."""
    before = b""
    path = folder / "2026-11-17-a-scenario-exercise.jsonl"
    with path.open("wb") as file:
        for line in ({**HEADER, "name": name}, *map(write_line, lines)):
            data, before = seal(line, before)
            file.write(data)
    return path


def details(course: str = "", contact: str = "", **names: list[str]) -> DetailsGiven:
    return DetailsGiven(course=course, sponsor="", contact=contact, participants={}, names=names)


def planned(by: str) -> CommandLine:
    return CommandLine(role="cell", by=by, do="plan", args={}, because="", said={}, seconds=0.0, events=())


def answer(kind: str, text: str) -> DebriefAnswer:
    return DebriefAnswer(stage="out-of-role", kind=kind, role="cell", text=text, prompt="")


def advised(by: str, owner: str) -> RecommendationGiven:
    return RecommendationGiven(
        lines=[], issue="", recommendation="", by=by, action="", owner=owner, start="", completion=""
    )


def labels(found: tuple[FoundName, ...]) -> dict[str, str]:
    return {one.text: one.label for one in found}


# Which names were given


def test_names_are_found_wherever_people_type_them(tmp_path: Path) -> None:
    path = session(
        tmp_path,
        planned("Imre Kovarik"),
        planned("bot:doctrine"),
        details("Talks of Prof. Hallström", "j.quill@x.edu", cartel=["Odile Brandt", "Wen Li"]),
        answer("name", "Played by Tamsin, Bo and Jean-Luc"),
        answer("answer", "Nobody"),
        advised("cartel", "Ruth Amadi"),
        name="Vogel seminar",
    )
    found = labels(find_names(path))
    assert found["kovarik"] == found["tamsin"] == found["bo"] == found["jean"] == "[Terrorist cell]"
    assert found["odile brandt"] == found["brandt"] == found["wen li"] == "[Cartel]"
    assert {"hallstrom", "quill", "vogel", "amadi"} <= found.keys()
    assert not found.keys() & {"seminar", "prof", "played", "by", "and", "nobody", "doctrine", "edu", "cartel"}


def test_a_role_is_not_a_name(tmp_path: Path) -> None:
    path = session(tmp_path, answer("name", "Cartel: Odile, cell: Imre"))
    assert labels(find_names(path)).keys() & {"cartel", "cell", "terrorist"} == set()


def test_one_name_in_two_roles_is_a_participants() -> None:
    both = merge_names([[FoundName("odile", "[Cartel]")], [FoundName("odile", "[Terrorist cell]", True)]])
    assert both == (FoundName("odile", "[participant]"),)


# Taking them out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ODILE said so", "[Cartel] said so"),
        ("odile-brandt's plan, Brandt’s", "[Cartel]'s plan, [Cartel]’s"),
        ("Odile  Brandt", "[Cartel]"),
        ("a crocodile and a brandtner", "a crocodile and a brandtner"),
        ("José and Jose\u0301 and Jose", "[Cell] and [Cell] and [Cell]"),
        ("Will has the will; WILL!", "[Cell] has the will; [Cell]!"),
        ("Bo, bo; above, Bob", "[Cell], bo; above, Bob"),
        ("李明说", "[Cell]说"),
        ("_odile_ **brandt** odile2", "_[Cartel]_ **[Cartel]** [Cartel]2"),
        ("Od\u00adile", "[Cartel]"),
        ("Weiß WEISS", "[Cell] [Cell]"),
        ("", ""),
    ],
)
def test_names_are_replaced_whole_in_any_case(text: str, expected: str) -> None:
    names = (
        FoundName("odile brandt", "[Cartel]"), FoundName("odile", "[Cartel]"), FoundName("brandt", "[Cartel]"),
        FoundName("jose", "[Cell]"), FoundName("will", "[Cell]", True), FoundName("bo", "[Cell]", True),
        FoundName("李明", "[Cell]"),
        FoundName("weiss", "[Cell]"),
    )  # fmt: skip
    assert redact(text, names) == expected


def test_what_nobody_wrote_keeps_its_ordinary_words() -> None:
    names = (FoundName("regional", "[x]", True), FoundName("profit", "[x]", True))
    clean = anonymise_report(report(), names)
    assert clean.scores == report().scores
    assert clean.overview.seats == report().overview.seats


def test_what_names_the_occasion_is_withheld() -> None:
    over = anonymise_report(report(), ()).overview
    assert (over.session, over.course, over.contact, over.sponsor) == ("anonymised", "(withheld)", "(withheld)", "")
    assert over.file == "053f6b2b978c.jsonl"
    assert over.head == report().overview.head


def test_every_text_of_a_report_is_known_to_be_written_by_people_or_not() -> None:
    """A new field has to be put in one of the two lists."""
    texts = {cls: {field.name for field in fields(cls) if "str" in str(field.type)} for cls in _shapes()}
    known = {cls.__name__: names - WRITTEN.get(cls, frozenset()) for cls, names in texts.items()}
    assert {cls: " ".join(sorted(names)) for cls, names in known.items() if names} == PROGRAMS
    assert all(WRITTEN[cls] <= {f.name for f in fields(cls)} for cls in WRITTEN)


def _shapes() -> list[type]:
    every = {**vars(play_record), **vars(shapes)}
    return [cls for cls in every.values() if isinstance(cls, type) and is_dataclass(cls)]


PROGRAMS = {
    "Seat": "name role",
    "Overview": "began ended head length missing objectives program scenario summary",
    "NumberChange": "after before what",
    "Die": "role",
    "Decision": "do effect hat name phase role",
    "TrackMark": "by",
    "Series": "group id name",
    "MapPoint": "id kind name numbers",
    "EndMap": "links",
    "Aim": "text title",
    "Score": "name role",
    "Estimate": "phrase role",
    "Calibration": "name role",
    "ReportQuestion": "criterion text",
    "ReportObservation": "kind objective",
    "ReportTask": "letter mark text",
    "ReportEarlierRating": "rating",
    "ReportRating": "levels objective rating supported text",
    "CardPlay": "cites deck expected id planned status title",
    "TimeSpent": "name phase role",
    "Evenness": "name role",
    "DebriefRemark": "kind name role stage",
    "CitedDocument": "document facts",
    "DecisionImpact": "name role",
    "Impact": "bots caveat",
    "ClaimDecision": "cited name role side verb",
    "ClaimWeakness": "document pages text",
    "ClaimSwitch": "text title",
    "ClaimRule": "text title",
    "ClaimMeasure": "name title",
    "ReportClaim": "claim document document_title pages text title",
    "ReportCardQuestion": "card question",
    "ClaimPage": "silent teaches",
    "ReportHandout": "caption card file text",
    "ModelPage": "counted documents numbers off silent",
    "Report": "ending ending_text hats overall",
}
"""The fields whose words are the program's and the scenario's, by shape."""


# No name is left in any file


@pytest.fixture(scope="module")
def uncharted() -> Iterator[None]:
    """No charts in any file: they take seconds to draw, and what they say stands in tables too."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (html, report_charts):
            patch.setattr(module, "draw_charts", lambda report, **_: ())
        yield


def _read(data: bytes) -> str:
    """All text of a file, unpacked, in lower case."""
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as parts:
            data = b"\n".join(parts.read(name) for name in parts.namelist())
    elif data.startswith(b"%PDF"):
        data = "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).encode()
    return data.decode("utf-8", "replace").casefold()


@cache
def _own(ending: str) -> str:
    """The words of a file in which nobody wrote anything."""
    return _read(find_format(ending).of_report(blank_out_report(anonymise_report(report(), ()))))


# They begin with what stands in no word of a report: a name of three letters may be a part of one.
_name = st.text("abcdefghijklmnopqrstuvwxyzéüñåø", min_size=1, max_size=7).map("Zq{}".format)
_texts = st.text("ab .,;:<>&\"'\\|*_=+-@\n\téQ", max_size=12)


# Word and PDF take half a second a file, and write the same blocks as Markdown.
@pytest.mark.usefixtures("uncharted")
@pytest.mark.parametrize("ending", [one for one in list_endings() if one not in (".docx", ".pdf")])
@given(st.data(), _name, _name)
@moderate(10)
def test_planted_names_are_gone(tmp_path: Path, ending: str, data: st.DataObject, first: str, last: str) -> None:
    path = session(tmp_path, details(cartel=[f"{first} {last}"]))
    found = find_names(path)
    made = _planted(report(), data.draw(st.lists(st.sampled_from(_forms(first, last)), min_size=3, max_size=3)), data)
    clean = dump_without_names(made, found, find_format(ending).of_report)
    text = _read(clean)
    assert list_left_names(find_format(ending).of_report(made), found)
    assert not [word for word in (first, last) if word.casefold() in text and word.casefold() not in _own(ending)]


def list_left_names(data: bytes, given: Sequence[FoundName], blank: bytes = b"") -> list[str]:
    try:
        prove_no_names(data, given, lambda: blank)
    except NamesLeft as left:
        return list(left.names)
    return []


def _forms(first: str, last: str) -> list[str]:
    both = [f"{first} {last}", f"{last}, {first}", f"{first.lower()}-{last}"]
    return [first, last.upper(), f"({first})", f"{last}'s", *both]


def _planted(made: Report, names: list[str], data: st.DataObject) -> Report:
    one, two, three = (f"{data.draw(_texts)} {name} {data.draw(_texts)}" for name in names)
    first = replace(made.decisions[0], because=one, attempted=two, bookmark=three, alternatives=(one, two))
    said = tuple(replace(said, text=three) for said in made.debrief)
    notes = (replace(made.notes[0], text=two, analysis=one, about=three),)
    plan = (replace(made.improvements[0], by=one, owner=two, issue=three),)
    over = replace(made.overview, course=one, file=two, lineage=(three,))
    return replace(
        made, overview=over, decisions=(first, *made.decisions[1:]), debrief=said, notes=notes, improvements=plan
    )


@pytest.mark.usefixtures("uncharted")
@pytest.mark.parametrize("ending", list_endings())
def test_a_name_that_is_left_is_found_in_every_format(ending: str) -> None:
    made = replace(report(), ending="O'Hara & Quillon won.\nQuillon!")
    data = find_format(ending).of_report(made)
    found = list_left_names(data, (FoundName("o hara", ""), FoundName("quillon", ""), FoundName("nobody", "")))
    assert sorted(found) == ["o hara", "quillon"]


def test_a_name_split_over_runs_of_a_document_is_found() -> None:
    assert list_left_names(
        b"<w:p><w:r><w:t>Quil</w:t></w:r><w:r><w:t>lon</w:t></w:r></w:p>", (FoundName("quillon", ""),)
    )


@pytest.mark.usefixtures("uncharted")
def test_a_name_is_found_in_a_pdf_where_a_line_ends_inside_it_and_in_what_a_picture_shows() -> None:
    first = replace(report().decisions[0], because=f"{'x' * 37} Quillon{'-' * 90}")
    drawn = [Chart("Points", "Marsh leads.", "<svg viewBox='0 0 4 3'/>", b"")]
    outline = (*build_report_outline(replace(report(), decisions=(first,))), *drawn)
    found = list_left_names(dump_pdf(outline, ""), tuple(FoundName(one, "") for one in ("quillon", "marsh")))
    assert sorted(found) == ["marsh", "quillon"]


def test_a_file_with_a_name_is_not_written() -> None:
    """Whoever writes a file could find a name elsewhere than in the report; then there is no file."""

    def write(made: Report) -> bytes:
        because = made.decisions[0].because
        return b"nothing" if because == BLANK else f"{because} by Quillon".encode()

    with pytest.raises(NamesLeft, match="quillon"):
        dump_without_names(report(), (FoundName("quillon", "[x]"),), write)


def test_an_ordinary_word_may_stay_as_often_as_the_file_has_it_anyway() -> None:
    names = (FoundName("money", "[x]", True),)
    assert list_left_names(b"Money Money", names) == ["money"]
    assert list_left_names(b"Money Money", names, b"Money money Money") == []
    assert list_left_names(b"Money Money", names, b"Money money") == ["money"]


def test_digests_and_pictures_hold_nobody() -> None:
    names = (FoundName("ada", ""), FoundName("bea", ""))
    assert list_left_names(b'053f-ada "054ada6b2b978c4ab4c8bea" src="data:image/png;base64,xx/Ada+bea=="', names) == [
        "ada"
    ]
