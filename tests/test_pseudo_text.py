"""Past sessions in another language: replay, verify and review of the examples say the same, in other words.

The line mode is in `tests/plain/test_pseudo_text.py`, the app in `tests/tui/test_pseudo_text.py`.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.exercise.exercise_driver import FakeClock
from tests.paths import EXAMPLES
from tests.pseudo_text import BlankText, PseudoText, mask
from wargame.cli import main
from wargame.exercise.debrief.form import list_parts, list_steps
from wargame.exercise.debrief.form_parts import FormSlot
from wargame.exercise.debrief.stages import STAGES, list_entries, list_prompts, record_entry
from wargame.exercise.past_seat import list_viewers
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.view.past_session import PastSession
from wargame.phrases import use_catalogue
from wargame.review.write.files import dump_output

SESSIONS = sorted(EXAMPLES.glob("*.jsonl"))
DAILY = EXAMPLES / "by-hand.jsonl"
EACH = [pytest.param(path, id=path.stem, marks=() if path == DAILY else pytest.mark.slow) for path in SESSIONS]

SENTENCES = {
    "ending_text",
    "overview.scope",
    "overview.lineage[]",
    "overview.seats[].who",
    "ratings[].observations[].reference",
    "decisions[].attempted",
    "decisions[].happened",
    "decisions[].because",
    "decisions[].alternatives[]",
    "decisions[].changes[].why",
    "decisions[].dice[].title",
    "series[].marks[].why",
    "cards[].done",
    "dice[].title",
    "cited[].facts[][]",
    "debrief[].prompt",
    "question.criterion",
}
"""The fields of a report in JSON that are sentences. Every other field is data, and the same in every language."""

SENTENCE_COLUMNS = {"attempted", "happened", "because", "alternatives", "changes"}
"""The columns of a report in CSV that hold words for people."""


def run(capsys: pytest.CaptureFixture[str], *args: str, pseudo: bool) -> tuple[int, str, str]:
    """Run a command; its exit code and what it writes on the two streams."""
    with use_catalogue(PseudoText()) if pseudo else nullcontext():
        code = main(list(args))
    written = capsys.readouterr()
    return code, written.out, written.err


def both(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    """Run a command in English and in pseudo-text: the same code, the same lines. Returns code and pseudo-text."""
    code, out, err = run(capsys, *args, pseudo=False)
    other_code, other_out, other_err = run(capsys, *args, pseudo=True)
    assert other_code == code
    assert mask(other_out) == mask(out)
    assert mask(other_err) == mask(err)
    return code, other_out


@pytest.mark.parametrize("path", EACH)
def test_a_replay_prints_the_same_lines_for_every_viewer(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for viewer in list_viewers(PastSession.read(path)):
        code, text = both(capsys, "replay", "--print", "--undone", "--role", viewer, str(path))
        assert code == 0
        assert "gHEA 1 BS " in text
        assert "Turn 1 of 4." not in text


def test_commands_end_with_the_same_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = DAILY.read_text("utf-8").splitlines(keepends=True)
    changed = tmp_path / "changed.jsonl"
    changed.write_text("".join(lines).replace('"do":"plan"', '"do":"pass"', 1), "utf-8")
    torn = tmp_path / "torn.jsonl"
    torn.write_text("".join(lines)[:-30], "utf-8")
    codes = [both(capsys, "verify", str(path))[0] for path in (DAILY, changed, torn)]
    assert codes[0] == 0
    assert codes[1] != 0
    assert both(capsys, "replay", "--print", str(torn))[0] == 0
    assert both(capsys, "replay", "--print", "--role", "nobody", str(DAILY))[0] == 2


@pytest.mark.parametrize("pseudo_first", [True, False])
def test_a_debrief_answered_in_one_language_stands_in_another(pseudo_first: bool, tmp_path: Path) -> None:
    """Each answer stands under its own question, in the words of who looks."""
    exercise = Exercise.resume(Path(shutil.copy(DAILY, tmp_path)), FakeClock())
    steps = [step.id for step in list_steps(exercise)]

    def read() -> tuple[list[str], list[tuple[str, str, int]]]:
        slots = [part for step in steps for part in list_parts(exercise, step) if isinstance(part, FormSlot)]
        questions = [slot.says for slot in slots if not slot.entry]
        return questions, [(slot.says, slots[i - 1].key, slot.written) for i, slot in enumerate(slots) if slot.entry]

    with use_catalogue(PseudoText()) if pseudo_first else nullcontext():
        asked, before = read()
        answered = [prompt for stage in STAGES for prompt in list_prompts(exercise, stage.id)]
        for at, prompt in enumerate(answered):
            record_entry(exercise, prompt, f"Said {at}")
    with nullcontext() if pseudo_first else use_catalogue(PseudoText()):
        shown, entries = read()
        said = {entry.text: entry.prompt for entry in list_entries(exercise) if entry.text.startswith("Said ")}
        assert list(said.values()) == [prompt.text for stage in STAGES for prompt in list_prompts(exercise, stage.id)]
    assert (len(shown), len(entries)) == (len(asked), len(before) + len(answered)), "no answer came up as an extra one"
    assert before, "the session has answers of before questions had ids"
    assert shown != asked
    exercise.close()


def review(path: Path, ending: str, *, pseudo: bool) -> bytes:
    with use_catalogue(PseudoText()) if pseudo else nullcontext():
        return dump_output([path], ending)


@pytest.mark.parametrize("path", EACH)
@pytest.mark.parametrize("ending", [".html", ".md"])
def test_a_report_has_the_same_sections_tables_and_charts(path: Path, ending: str) -> None:
    english, pseudo = (review(path, ending, pseudo=pseudo).decode() for pseudo in (False, True))
    assert pseudo != english
    assert list_tags(pseudo) == list_tags(english)
    assert list_texts(pseudo) == list_texts(english)


def list_texts(page: str) -> list[str]:
    """The texts between the tags of a page, masked. In Markdown a full stop after *w* has a mark, lest it be a link."""
    return [mask(text.replace("\\.", ".")) for text in re.split(r"<[^>]*>", page)]


def list_tags(page: str) -> list[str]:
    """The tags of a page with their attributes, without words that a reader is told.

    Of a tag in a chart only its name: where labels stand depends on how wide they are.
    """
    out = []
    for part in re.split(r"(<svg.*?</svg>)", page, flags=re.DOTALL):
        tags = re.findall(r"<[^>]*>", part)
        if part.startswith("<svg"):
            out += [tag.split()[0] for tag in tags]
        else:
            out += [re.sub(r'(aria-label|title|alt|content)="[^"]*"', r"\1", tag) for tag in tags]
    return out


def test_a_page_has_no_words_but_templates_and_content() -> None:
    """With dots for the letters of templates, the words that are left are those of the session file and its name.

    Beside them two signs of the model's matrix are spelled in letters.
    """
    with use_catalogue(BlankText()):
        page = dump_output([DAILY], ".html").decode()
    page = re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
    given = (text for line in DAILY.read_text("utf-8").splitlines() for _, text in iter_fields(json.loads(line)))
    assert list_words(html.unescape(page)) - list_words(" ".join(map(str, given))) <= {"jsonl", "max", "ours"}


def list_words(text: str) -> set[str]:
    """The words of a text that have three letters or more."""
    return set(re.findall(r"[^\W\d_]{3,}", text.lower()))


@pytest.mark.slow
@pytest.mark.parametrize("path", EACH)
def test_a_report_for_word_has_the_same_parts(path: Path) -> None:
    english, pseudo = (zipfile.ZipFile(io.BytesIO(review(path, ".docx", pseudo=pseudo))) for pseudo in (False, True))
    assert pseudo.namelist() == english.namelist()
    for name in english.namelist():
        one, other = english.read(name), pseudo.read(name)
        if name.endswith(".png"):  # labels are drawn in pictures
            assert read_size(other) == read_size(one)
        elif name.endswith((".xml", ".rels")):
            assert mask(other.decode()) == mask(one.decode()), name
            assert list_word_tags(other) == list_word_tags(one)


def read_size(picture: bytes) -> tuple[int, ...]:
    """Width and height of a picture in PNG."""
    return struct.unpack(">II", picture[16:24])


def list_word_tags(part: bytes) -> list[str]:
    """The tags of a part of a document, without the words that describe pictures."""
    return [re.sub(r'(descr|title)="[^"]*"', r"\1", tag) for tag in re.findall(r"<[^>]*>", part.decode())]


def iter_fields(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield the fields of a report in JSON in their order, each with the path of keys that leads there."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from iter_fields(one, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for one in value:
            yield from iter_fields(one, f"{path}[]")
    else:
        yield path, value


@pytest.mark.parametrize("path", EACH)
def test_the_data_of_a_report_are_the_same_to_the_letter(path: Path) -> None:
    english, pseudo = (list(iter_fields(json.loads(review(path, ".json", pseudo=pseudo)))) for pseudo in (False, True))
    assert [where for where, _ in pseudo] == [where for where, _ in english]
    differ = {where for (where, one), (_, other) in zip(english, pseudo, strict=True) if one != other}
    assert differ <= SENTENCES
    assert "decisions[].attempted" in differ


def test_the_data_of_an_exercise_that_goes_on_are_the_same_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "open.jsonl"
    path.write_text("".join(DAILY.read_text("utf-8").splitlines(keepends=True)[:60]), "utf-8")
    english, pseudo = (list(iter_fields(json.loads(review(path, ".json", pseudo=pseudo)))) for pseudo in (False, True))
    assert {where for (where, one), (_, other) in zip(english, pseudo, strict=True) if one != other} <= SENTENCES
    assert ("ending", "Not over yet") in pseudo


@pytest.mark.parametrize("path", EACH)
def test_the_table_of_a_report_has_the_same_data(path: Path) -> None:
    english, pseudo = (read_rows(review(path, ".csv", pseudo=pseudo)) for pseudo in (False, True))
    assert len(pseudo) == len(english)
    for one, other in zip(english, pseudo, strict=True):
        assert other.keys() == one.keys()
        assert {key for key in one if one[key] != other[key]} <= SENTENCE_COLUMNS
        assert mask(other["changes"]) == mask(one["changes"])


def read_rows(table: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
