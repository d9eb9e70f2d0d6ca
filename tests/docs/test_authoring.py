"""The guide for authors: its cards and files pass their check, and what it says to type can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.paths import DOCS
from wargame.cli import main
from wargame.commands.arguments import read_arguments
from wargame.content.load import library
from wargame.suggestion import suggest_name

GUIDE = (DOCS / "authoring.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
YAML = [text for language, text in BLOCKS if language == "yaml"]
TYPED = [line for language, text in BLOCKS if not language for line in text.splitlines() if line.startswith("wargame ")]
TYPED += [" ".join(text.split()) for text in re.findall(r"`(wargame [^`]+)`", GUIDE)]

HEAD = "format: 1\nid: week-five\ntitle: Week five\nabout: An example.\nscenario: impracticable-alliance\ncards:\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("text", YAML, ids=lambda text: "".join(re.findall(r"id: (\S+)", text)[:1]))
def test_what_it_shows_passes_its_check(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    if text.startswith("claims:"):  # a part of the source above it
        text = next(one for one in YAML if "facts:" in one) + text
    if "facts:" in text:
        (folder / "sources").mkdir()
        (folder / "sources" / "town-report.yaml").write_text(text, encoding="utf-8")
        card = re.sub(r"cites: \[.*\]", "cites: [town-report/vacant-benches]", YAML[0])
        text = HEAD + card
    elif text.startswith("- id:"):
        text = HEAD + text
    kind = "scenario" if "extends:" in text else "deck"
    path = folder / ("scenarios/our-town.yaml" if kind == "scenario" else "week-five.yaml")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert main([kind, "check", str(path)]) == 0
    assert "warning" not in capsys.readouterr().out


EXAMPLE = set(re.findall(r"^  - id: (\w+)$", library.find_deck("second-reading").read_text(encoding="utf-8"), re.M))
"""The cards of the worked example, which the guide names."""

LATER = {("deck", "try"), ("deck", "sheet"), ("deck", "import"), ("deck", "export")}
"""Commands the guide names that are still being made."""


@pytest.mark.parametrize("line", sorted(set(TYPED)))
def test_what_it_says_to_type_can_be_typed(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(line)[1:]
    try:
        args = read_arguments(words)
    except SystemExit:
        said = capsys.readouterr().err
        assert tuple(words[:2]) in LATER, said
        assert "there is no command" in said
    else:
        assert args.run


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`([a-z_]+):? ", GUIDE)) | set(re.findall(r"`([a-z_]+)`", GUIDE)))
)
def test_every_key_it_names_is_in_the_reference(name: str) -> None:
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_-]+", text)) | {"contingency", "wargame", "sources", "scenarios"} | EXAMPLE
    assert name in words, suggest_name(name, words)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", GUIDE))))
def test_what_it_points_to_is_there(link: str) -> None:
    assert (DOCS / link).exists()
