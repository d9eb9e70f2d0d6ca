"""deck import and deck export, as a teacher types them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import TINY, Run
from tests.paths import ROOT

SCENARIO = TINY / "scenarios" / "tiny.yaml"
TEXT = "Lights on every mast. For one night nobody counts, and everybody is seen talking to everybody."
QUOTED = f'"{TEXT}"'


def test_a_sheet_to_begin_with_can_be_imported_as_it_is(run: Run, tmp_path: Path) -> None:
    code, out, err = run("deck", "import", "--template", "-o", "mine.xlsx", "--title", "My cards")
    assert (code, err) == (0, "")
    assert (
        out == "mine.xlsx: a row a card, with one as an example; fill it in, and then: wargame deck import mine.xlsx\n"
    )
    code, out, err = run("deck", "import", "mine.xlsx")
    assert (code, err) == (0, "")
    assert out == "mine.yaml: made from mine.xlsx, no errors (1 card for impracticable-alliance)\n"
    assert "title: My cards\n" in (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    code, out, _ = run("deck", "check", "mine.yaml")
    assert (code, out) == (0, "mine.yaml: no errors (1 card for impracticable-alliance)\n")


def test_a_template_fits_the_scenario_it_is_for(run: Run) -> None:
    assert run("deck", "import", "--template", "-o", "t.csv", "--scenario", "crossroads").code == 0
    assert run("deck", "import", "t.csv").out == "t.yaml: made from t.csv, no errors (1 card for crossroads)\n"


def test_a_deck_is_written_row_by_row_and_read_again(run: Run) -> None:
    code, out, err = run("deck", "export", "partners", "-o", "p.csv")
    assert (code, err) == (0, "")
    assert out.startswith("p.csv: 12 cards, a row each; wargame deck import p.csv makes a deck of it again\n")
    assert "lines of comments in " in out
    assert run("deck", "import", "p.csv", "-o", "again.yaml").code == 0
    assert run("deck", "export", "again.yaml", "-o", "q.csv").code == 0
    assert Path("p.csv").read_bytes() == Path("q.csv").read_bytes()


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(run: Run) -> None:
    Path("bad.csv").write_text(f"title,text,effects,role\nThe fair,{QUOTED},fear 1,\n,{QUOTED},feer +1,nobody\n")
    code, out, err = run("deck", "import", "bad.csv", "--scenario", SCENARIO)
    assert (code, err) == (1, "")
    assert [line.split(": ")[1] for line in out.splitlines()] == [
        "row 2, column effects (C2)",
        "row 3",  # it asks a role: there is no column prompt,
        "row 3",  # and none for an option
        "row 3, column title (A3)",
        "row 3, column effects (C3)",
        "row 3, column role (D3)",
        "6 errors; no deck was written",
    ]
    assert not Path("bad.yaml").exists()


def test_warnings_are_told_by_row_and_column_too(run: Run) -> None:
    Path("mine.csv").write_text(f"title,text,effects\nThe fair,{QUOTED},fear +1\n")
    code, out, _ = run("deck", "import", "mine.csv", "--scenario", SCENARIO)
    assert code == 0
    assert "mine.csv: row 2: warning: card the-fair: " in out
    assert "[uncited]" in out


def test_a_deck_that_was_imported_is_made_anew_unless_it_was_changed(run: Run) -> None:
    Path("mine.csv").write_text(f"title,text\nThe fair,{QUOTED}\n")
    assert run("deck", "import", "mine.csv").code == 0
    Path("mine.csv").write_text(f"title,text\nThe other fair,{QUOTED}\n")
    assert run("deck", "import", "mine.csv").code == 0
    deck = Path("mine.yaml")
    assert "The other fair" in deck.read_text(encoding="utf-8")
    changed = deck.read_text(encoding="utf-8").replace("other", "first")
    deck.write_text(changed, encoding="utf-8")
    code, _, err = run("deck", "import", "mine.csv")
    assert code == 2
    assert "mine.yaml was changed after it was imported, and is left as it is" in err
    assert deck.read_text(encoding="utf-8") == changed


def test_a_file_that_is_there_is_left_as_it_is(run: Run) -> None:
    Path("mine.csv").write_text(f"title,text\nThe fair,{QUOTED}\n")
    Path("mine.yaml").write_text("format: 1\n")
    code, _, err = run("deck", "import", "mine.csv")
    assert (code, Path("mine.yaml").read_text()) == (2, "format: 1\n")
    assert err == "wargame: mine.yaml is there already, and is left as it is; name another file with -o\n"
    assert run("deck", "import", "--template", "-o", "mine.csv").code == 2


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("import",), "name a spreadsheet to import, or ask for an empty one with --template -o cards.xlsx"),
        (("import", "there.csv"), "there.csv: there is no such file"),
        (("import", "deck.yaml"), "deck.yaml: this is a deck already; wargame deck export makes a spreadsheet of it"),
        (("import", "a.csv", "-o", "b.txt"), "b.txt: a deck is a YAML file; name one such as b.yaml"),
        (("import", "a.csv", "-o", "/"), "/: a deck is a YAML file; name one such as /file.yaml"),
        (("import", "a.csv", "-o", "none/b.yaml"), "none/b.yaml: there is no folder none to write it to; make it"),
        (("import", "a.csv", "--template"), "--template begins a new spreadsheet: name it with -o, and no other file"),
        (("export", "partners", "-o", "a.pdf"), "a.pdf: a spreadsheet ends in .xlsx or .csv; name one such as a.xlsx"),
        (("export", "partnres", "-o", "a.csv"), "did you mean 'partners'?"),
        (("export", "there.yaml"), "there.yaml: there is no such file"),
    ],
)
def test_wrong_usage_is_told(run: Run, argv: tuple[str, ...], said: str) -> None:
    code, _, err = run("deck", *argv)
    assert code == 2
    assert said in err


def test_what_is_no_spreadsheet_is_told(run: Run) -> None:
    Path("a.doc").write_bytes(b"PK")
    Path("a.ods").touch()
    assert "the file is empty; wargame deck import --template -o cards.xlsx" in run("deck", "import", "a.ods").err
    assert "there is no such file; did you mean 'a.ods'?" in run("deck", "import", "a").err
    assert "this is a folder" in run("deck", "import", "./").err
    code, _, err = run("deck", "import", "a.doc")
    assert (code, err) == (
        1,
        "wargame: a.doc: decks are read from .xlsx, .ods, .csv and .json; save it as one of these\n",
    )


def test_a_template_may_be_called_as_a_word_of_yaml(run: Run) -> None:
    assert run("deck", "import", "--template", "-o", "no.csv").code == 0
    assert run("deck", "import", "no.csv").code == 0
    assert "id: 'no'" in Path("no.yaml").read_text(encoding="utf-8")
    assert run("deck", "check", "no.yaml").code == 0


def test_a_workbook_of_ones_own_needs_no_sheet_of_a_certain_name(run: Run) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Sheet1"
    for row in (["title", "text", "effects"], ["The fair", TEXT, "violence +1"]):
        book.active.append(row)
    book.save("own.xlsx")
    assert run("deck", "import", "own.xlsx").code == 0


def test_an_injects_list_is_written_with_what_happened_and_read_again(run: Run) -> None:
    assert run("deck", "export", "high-water-night", "--msel", "-o", "m.csv").code == 0
    code, out, _ = run("deck", "import", "m.csv", "--scenario", "high-water")
    assert (code, "m.yaml: made from m.csv, no errors" in out) == (0, True)
    assert "id: substation\n  title: The substation\n" in Path("m.yaml").read_text(encoding="utf-8")
    session = ROOT / "sessions" / "examples" / "by-hand.jsonl"
    code, out, _ = run("deck", "export", "partners", "--msel", "--session", session, "-o", "p.xlsx")
    assert (code, out) == (0, "p.xlsx: an injects list of 12 cards, planned beside what happened\n")
    sheet = openpyxl.load_workbook("p.xlsx")["MSEL"]
    assert [cell.value for cell in sheet[1]][-4:] == ["Actual turn", "Actual time", "Came", "What was done"]
    assert {row[14].value for row in sheet.iter_rows(min_row=2)} > {"did not come"}
    code, _, err = run("deck", "export", "high-water-night", "--msel", "--session", session, "-o", "n.csv")
    assert (code, Path("n.csv").exists(), "no card of high-water-night came" in err) == (1, False, True)
    assert run("deck", "export", "partners", "--session", session, "-o", "n.csv").code == 2
    lines = session.read_bytes().splitlines(keepends=True)
    Path("gap.jsonl").write_bytes(b"".join(lines[:60] + lines[61:]))
    code, _, err = run("deck", "export", "partners", "--msel", "--session", "gap.jsonl", "-o", "n.csv")
    assert (code, "gap.jsonl: line 61 does not match its sha" in err, "what came before it is listed" in err) == (
        0,
        True,
        True,
    )
    assert "gap.jsonl: line 61 does not match its sha" in run("handout", "gap.jsonl").err


def test_what_columns_stand_for_is_remembered(run: Run) -> None:
    Path("mine.csv").write_text(f"Kopf,Sprechtext\nThe fair,{QUOTED}\n", encoding="utf-8")
    assert run("deck", "import", "mine.csv").code == 1
    assert run("deck", "import", "mine.csv", "--map", "Kopf=title,Sprechtext=text").code == 0
    code, out, _ = run("deck", "import", "mine.csv")
    assert (code, "columns are read as at the last import" in out) == (0, True)
    assert run("deck", "import", "mine.csv", "--map", "Kopf=titel").code == 2
    code, out, _ = run("deck", "import", "mine.csv", "--map", "Kopff=title,Sprechtext=text", "-o", "new.yaml")
    assert (code, "no column is called 'kopff'" in out, "did you mean 'Kopf'?" in out) == (1, True, True)
    assert not Path("new.yaml").exists()
    Path("mine.csv").write_text(f"Title,Sprechtext\nThe fair,{QUOTED}\n", encoding="utf-8")
    assert run("deck", "import", "mine.csv").code == 0  # a column that is remembered may be gone
    Path("mine.json").write_text("{}", encoding="utf-8")
    code, _, err = run("deck", "import", "mine.json", "--map", "Kopf=title")
    assert (code, "--map" in err and "no columns" in err) == (2, True)


def test_fronts_alone_hold_no_answers(run: Run) -> None:
    assert run("deck", "sheet", "high-water-night", "--fronts", "-o", "f.html").code == 0
    page = Path("f.html").read_text(encoding="utf-8")
    assert "Eighty kilometres upstream" in page
    for secret in ("Sound the sirens", "Look for", 'class="card back', "Do you warn the town now?"):
        assert secret not in page
