"""replay --print and branch at the command line: what they write, and what they say to bad input."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.accepted import check_accepted
from tests.commands.conftest import Run
from tests.exercise.exercise_driver import FakeClock, begin, do, objects, reseal, shipped_content, undo, until
from tests.paths import GOLDEN
from wargame.content.load.loader import compute_digest
from wargame.exercise.play.exercise import Exercise
from wargame.rules.offers import OfferGroup
from wargame.session.journal import read_session
from wargame.session.verify import VerifyStatus, verify

FOLDER = GOLDEN / "replay"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session by people and bots with a deal, an argument, an undo, notes, a bookmark, an amendment; three turns."""
    clock = FakeClock()
    exercise = begin(
        tmp_path_factory.mktemp("told"),
        content=shipped_content(),
        seats={"security": "bot:doctrine"},
        seed=11,
        clock=clock,
    )
    _opening(exercise, clock)
    while not exercise.over and exercise.turn < 3:
        exercise.play_bots()
        if exercise.over:
            break
        who = exercise.list_waiting()[0]
        clock.wait(75)
        offer = next(o for o in exercise.list_offers(who) if o.group is not OfferGroup.POWERS)
        do(
            exercise,
            who,
            offer.do,
            "it seemed best <b>then</b>",
            **offer.fill(**{s.name: s.domain[0] for s in offer.slots}),
        )
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def _opening(exercise: Exercise, clock: FakeClock) -> None:
    """A turn with everything a replay tells of."""
    exercise.play_bots()
    clock.wait(40)
    until(exercise, "plan")
    n = do(exercise, exercise.list_waiting()[0], "plan", "by mistake", **_first_plan(exercise))
    undo(exercise, n - 1, "read the card again")
    clock.wait(65)
    n = do(exercise, exercise.list_waiting()[0], "plan", "the routes pay", **_first_plan(exercise))
    exercise.amend(n, "the routes pay, and scrutiny is low")
    exercise.bookmark("Who knew of this?")
    exercise.note("They asked what the others want.", kind="strength", objective="")
    exercise.hand_over("cell", "bot:doctrine", "the team has left")


def _first_plan(exercise: Exercise) -> dict[str, object]:
    offer = next(o for o in exercise.list_offers(exercise.list_waiting()[0]) if o.do == "plan")
    return offer.fill(**{s.name: s.domain[0] for s in offer.slots})


@pytest.mark.parametrize("eyes", ["facilitator", "observer", "cartel"])
def test_a_whole_session_as_text(run: Run, told: Path, eyes: str) -> None:
    code, out, err = run("replay", told, "--print", "--role", eyes, "--undone")
    assert (code, err) == (0, "")
    check_accepted(FOLDER / f"told-{eyes}.txt", out)


def test_what_was_undone_is_left_out_unless_asked_for(run: Run, told: Path) -> None:
    without = run("replay", told, "--print", "--role", "facilitator").out
    assert "by mistake" not in without
    assert "Undone" not in without
    struck = run("replay", told, "--print", "--role", "facilitator", "--undone").out
    assert "by mistake" in struck
    assert "~~ undone ~~" in struck
    assert "read the card again" in struck


def test_up_to_a_line_it_tells_what_stood_then(run: Run, told: Path) -> None:
    undone = next(line["n"] for line in read_session(told).lines[1:] if line.get("record") == "undo")
    out = run("replay", told, "--print", "--role", "facilitator", "--to", str(undone - 1)).out
    assert "by mistake" in out
    assert "~~" not in out
    assert f"So it stood after line {undone - 1}; the file goes on to line" in out
    numbers = [int(found) for found in re.findall(r"^ *(\d+)  ", out, re.M)]
    assert max(numbers) == undone - 1


def test_players_name_a_moment_by_turn_and_phase(run: Run, told: Path) -> None:
    code, _, err = run("replay", told, "--print", "--to", "5")
    assert code == 2
    assert "lines would tell players how much was decided in secret; name a turn and phase" in " ".join(err.split())
    out = run("replay", told, "--print", "--to", "1:adjudicate").out
    assert "adjudicate:" in out
    assert "== Turn 2" not in out
    assert out == run("replay", told, "--print", "--to", "1 adjudicate", "--role", "observer").out


def test_what_is_over_is_told_whole_and_what_is_not_as_everybody_knows_it(run: Run, told: Path, session: Path) -> None:
    assert "Told is the whole, with all that was secret." in run("replay", session, "--print").out
    assert "Told is what everybody could know." in run("replay", told, "--print").out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("replay", "FILE"), "there is no terminal here to show the session on; add --print"),
        (
            ("replay", "FILE", "--print", "--role", "cartle"),
            "there is no role 'cartle'; there are facilitator, observer, cartel, cell",
        ),
        (("replay", "FILE", "--print", "--to", "9999"), "--to 9999: there is no such line; the last that can be shown"),
        (("replay", "FILE", "--print", "--to", "0"), "--to 0: there is no such line"),
        (("replay", "FILE", "--print", "--to", "9" * 5000), "is no moment; write its turn and phase"),
        (
            ("replay", "FILE", "--print", "--to", "9:plan"),
            "there is no such moment: turn 9, plan; the last turn is",
        ),
        (("replay", "FILE", "--print", "--to", "1:paln"), "no such moment: turn 1, paln; turn 1 has "),
        (
            ("replay", "FILE", "--print", "--to", "soon"),
            "'soon' is no moment; write its turn and phase",
        ),
        (("branch", "FILE"), "the following arguments are required: --at"),
        (("branch", "FILE", "--at", "9999"), "there is no line 9999; name a line from 1 to"),
        (("branch", "FILE", "--at", "ten"), "'ten' is no whole number"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_told(run: Run, session: Path, argv: tuple[str, ...], said: str) -> None:
    code, out, err = run(*(str(session) if word == "FILE" else word for word in argv))
    assert (code, out) == (2, "")
    assert said in " ".join(err.split())


@pytest.mark.parametrize("command", [("replay", "--print"), ("branch", "--at", "3")], ids=" ".join)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no such file"),
        ("", "is empty"),
        ("hello\n", "is not a wargame session"),
        ('{"kind":"wargame-session","format":99}\n', "line 1 says format 99"),
    ],
)
def test_what_is_no_session_is_told(
    run: Run, tmp_path: Path, command: tuple[str, ...], text: str | None, said: str
) -> None:
    path = tmp_path / "x.jsonl"
    if text is not None:
        path.write_text(text)
    code, out, err = run(command[0], path, *command[1:])
    assert (code, out) == (1, "")
    assert said in err
    assert sorted(tmp_path.glob("*.jsonl")) == ([path] if text is not None else [])


@pytest.mark.parametrize("command", [("replay", "--print"), ("branch", "--at", "3")], ids=" ".join)
def test_content_this_program_does_not_accept_is_told(run: Run, session: Path, command: tuple[str, ...]) -> None:
    lines = objects(session)
    lines[0]["content"]["scenario"]["roles"] = 3
    lines[0]["digest"] = compute_digest(lines[0]["content"])
    reseal(session, lines)
    code, _, err = run(command[0], session, *command[1:])
    assert code == 1
    assert "roles" in err


@pytest.mark.parametrize("command", [("replay", "--print"), ("branch", "--at", "3")], ids=" ".join)
@pytest.mark.parametrize("key", ["name", "seats", "paced", "length", "content", "start", "scenario", "seed", "digest"])
def test_a_header_that_lacks_something_is_told_or_does_without(
    run: Run, session: Path, command: tuple[str, ...], key: str
) -> None:
    lines = objects(session)
    del lines[0][key]
    reseal(session, lines)
    code, _, err = run(command[0], session, *command[1:])
    assert code in (0, 1)
    assert bool(err) == (code == 1)


def test_a_branch_says_where_it_is_and_can_be_played_on(run: Run, session: Path) -> None:
    before = session.read_bytes()
    code, out, err = run("branch", session, "--at", "9", "--name", "Monday's \x1b[31m group", "--seed", "5")
    assert (code, err) == (0, "")
    assert "lines 1 to 9" in out
    new = Path(out.strip().splitlines()[-1].removeprefix("wargame resume ").strip("'"))
    assert new.name.endswith("monday-s--31m-group.jsonl")
    assert new.read_bytes().split(b"\n")[:9] == before.split(b"\n")[:9]
    assert session.read_bytes() == before
    assert run("resume", new, "--plain").code == 0
    assert verify(new).faith is VerifyStatus.EXACT
    assert "A branch of game.jsonl: up to line 9 the two are one." in run("replay", new, "--print").out


def test_after_the_end_it_says_where_one_can(run: Run, session: Path) -> None:
    last = len(read_session(session).lines)
    code, out, err = run("branch", session, "--at", str(last))
    assert (code, out) == (1, "")
    found = re.search(r"the exercise is over.* name an earlier line: (\d+) is the last before the end", err)
    assert found is not None
    assert run("branch", session, "--at", found[1]).code == 0


def test_what_resume_recommends_for_a_damaged_file_works(run: Run, session: Path) -> None:
    lines = session.read_bytes().split(b"\n")
    lines[12] = lines[12].replace(b'"turn"', b'"tum"', 1)
    session.write_bytes(b"\n".join(lines))
    code, _, err = run("resume", session, "--plain")
    assert code == 1
    advice = re.search(r"wargame (branch \S+ --at 12)", err)
    assert advice is not None, err
    code, out, _ = run(*advice[1].split())
    assert code == 0
    new = out.strip().splitlines()[-1].removeprefix("wargame resume ")
    assert run("resume", new, "--plain").code == 0
    printed = run("replay", session, "--print").out
    assert "Line 13 does not match its sha" in " ".join(printed.split())
    code, _, err = run("branch", session, "--at", "13")
    assert code == 2
    assert "nothing can follow line 12" in " ".join(err.split())


def test_a_folder_that_cannot_be_made_is_told(run: Run, session: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    code, _, err = run("branch", session, "--at", "5", "--sessions", tmp_path / "taken")
    assert code == 1
    assert "folder" in err


def test_of_two_plans_with_one_name_each_has_what_it_did_itself(tmp_path: Path, run: Run) -> None:
    exercise = until(begin(tmp_path, content=shipped_content(), length="standard"), "plan")
    holds = {one.role: one.id for one in exercise.table.scenario.actions if one.title == "Hold"}
    for role in tuple(exercise.list_waiting()):
        do(exercise, role, "plan", action=holds[role])
    exercise = until(exercise, "close")
    exercise.close()
    assert exercise.path is not None
    out = run("replay", exercise.path, "--print", "--role", "facilitator").out
    came = re.findall(r"^ {6}(Cartel|Terrorist cell): Hold\. Happened: (.*?)\.$", out, re.DOTALL | re.MULTILINE)
    assert [(role, "Cohesion" in text, "Secrecy" in text) for role, text in came] == [
        ("Cartel", True, False),
        ("Terrorist cell", False, True),
    ]
    assert re.search(r"> Cohesion rose from \d to \d: Hold\.\n", out), "told apart from the other's"


def test_of_a_file_without_a_good_line_nothing_is_said_of_the_line_asked_for(run: Run, session: Path) -> None:
    session.write_bytes(session.read_bytes().replace(b'"rules":1', b'"rules":2', 1))
    code, _, err = run("branch", session, "--at", "3")
    assert code == 1
    assert "--at" not in err
    assert "line 1 does not match its sha" in err
    assert "go back to a copy of it" in err


def test_a_folder_that_is_only_read_is_told_before_anything_is_computed(
    run: Run, session: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere
    for argv in (["branch", session, "--at", "5"], ["play", "--headless", "--sessions", "."]):
        code, _, err = run(*argv)
        assert (code, "you may not write to this folder; name another one with --sessions DIR" in err) == (1, True)
    code, _, err = run("review", session, "--impact", "100")
    assert (code, "you may not write to the folder" in err) == (2, True)
    assert [path for path in session.parent.iterdir() if path.is_file()] == [session]
