"""Handouts of cards: checked with the deck, kept beside the session, printed, reported, opened."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.commands.conftest import Run

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
DECK = """\
format: 1
id: pics
title: Pictures
about: A test.
scenario: high-water
cards:
  - id: harbour
    title: The harbour
    text: A freighter waits.
    turn: 1
    handout: {file: FILE, caption: The harbour at night, text: A freighter without lights.}
"""


def write_deck(file: str) -> None:
    Path("pics.yaml").write_text(DECK.replace("FILE", file), encoding="utf-8")


def test_a_handout_goes_with_its_card_from_the_deck_to_the_report(run: Run) -> None:
    Path("pictures").mkdir()
    Path("pictures/h.png").write_bytes(PNG)
    write_deck("pictures/h.png")
    assert run("deck", "check", "pics.yaml").code == 0
    assert run("deck", "sheet", "pics.yaml", "--fronts", "-o", "f.html").code == 0
    assert base64.b64encode(PNG).decode() in Path("f.html").read_text(encoding="utf-8")
    play = (
        "play",
        "high-water",
        "--deck",
        "pics.yaml",
        "--headless",
        "--length",
        "short",
        "--sessions",
        "s",
        "--seed",
        "1",
    )
    assert run(*play).code == 0
    (session,) = Path("s").glob("*.jsonl")
    (kept,) = session.with_suffix(".handouts").iterdir()
    assert kept.read_bytes() == PNG
    assert run("verify", session).code == 0
    assert "harbour: The harbour at night. A freighter without lights." in run("handout", session).out
    assert run("handout", session, "harbour").out == f"{kept}\n"
    assert run("handout", session, "harbor").code == 2
    assert run("review", session, "-o", "r.html").code == 0
    assert base64.b64encode(PNG).decode() in Path("r.html").read_text(encoding="utf-8")
    for ending in (".docx", ".pdf", ".pptx", ".json", ".csv"):
        assert run("review", session, "-o", f"r{ending}").code == 0
    kept.write_bytes(b"another")
    assert run("handout", session, "harbour").code == 1
    assert run("review", session, "-o", "r.html").code == 0


def test_a_drawing_is_said_in_words_where_it_cannot_be_shown(run: Run) -> None:
    Path("h.svg").write_text(SVG, encoding="utf-8")
    write_deck("h.svg")
    run(
        "play", "high-water", "--deck", "pics.yaml", "--headless", "--length", "short", "--sessions", "s", "--seed", "1"
    )
    (session,) = Path("s").glob("*.jsonl")
    said = "The harbour at night. Handout of the card The harbour. A freighter without lights. (This document cannot"
    for ending in ("docx", "md"):
        assert run("review", session, "-o", f"r.{ending}").code == 0
        data = Path(f"r.{ending}").read_bytes()
        if ending == "docx":
            data = ZipFile(BytesIO(data)).read("word/document.xml")
        text = re.sub(r"<[^>]*>|\\|\*", "", data.decode())
        assert said in text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("h.exe", b"MZ", "h.exe is no picture or page that can be shown"),
        ("h.png", b"GIF89a", "h.png is no PNG, whatever its ending"),
        ("h.pdf", b"%PDF-" + b"x" * 2_000_000, "h.pdf has more than 2 MB"),
        ("h.svg", b"<svg><script/></svg>", "h.svg holds <script>"),
        ("h.svg", b"<svg onload='x'/>", "the attribute onload of <svg> can run or load something"),
        ("h.svg", b"<svg><a href='javascript:x'/></svg>", "the attribute href of <a> can run or load something"),
        ("h.svg", b"<!DOCTYPE svg><svg/>", "declares a document type"),
        ("h.svg", b"nothing", "h.svg is no SVG"),
        ("../h.svg", b"", "../h.svg leads out of the folder of the deck"),
        ("none.png", b"", "there is no file none.png"),
    ],
)
def test_what_is_no_handout_is_told_with_its_place(run: Run, name: str, data: bytes, said: str) -> None:
    if data:
        Path(name).write_bytes(data)
    write_deck(name)
    code, out, _ = run("deck", "check", "pics.yaml")
    assert code == 1
    assert "pics.yaml:11:21: card harbour: " in out
    assert said in out


def test_a_drawing_that_only_draws_is_taken(run: Run) -> None:
    Path("h.svg").write_text(SVG, encoding="utf-8")
    write_deck("h.svg")
    assert run("deck", "check", "pics.yaml").code == 0
