"""The line mode at its edges: useless answers, strange terminals, typed dice."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pytest

from tests.exercise.exercise_driver import begin, crowded_content, do, file_of, number, objects, shipped_content, until
from tests.plain.answer_scripts import flat, monkey_plays, parts, transcript
from tests.playing import by_seed
from wargame.exercise.play.exercise import Exercise
from wargame.plain import play
from wargame.plain.terminal_io import Talk
from wargame.rules.model import FACILITATOR
from wargame.session.records import Note
from wargame.session.verify import verify

# What people type


def plans(tmp_path: Path) -> Exercise:
    """An exercise at its plans, nobody having decided yet."""
    return until(begin(tmp_path, seed=3), "plan")


def typed(exercise: Exercise, answers: str) -> str:
    """What is said to some answers at the table's prompt, the news of before left out."""
    _, text = transcript(exercise, answers + "quit\n", resumed=True)
    return text.partition("Enter for")[2]


def test_ten_thousand_characters_are_kept_as_far_as_they_may_be_and_it_is_said(tmp_path: Path) -> None:
    exercise = plans(tmp_path)
    text = typed(exercise, "r 3 because " + "ä" * 10_000 + "\n")
    assert "(Only the first 10000 characters are kept.)" in text
    assert "(Only the first 2000 characters of the reason are kept.)" in text
    assert exercise.standing[-1].because == "ä" * 1999 + "…"
    assert max(map(len, text.splitlines())) < 300
    exactly = plans(tmp_path / "exactly")
    text = typed(exactly, "r 3 because " + "a" * (10_000 - len("r 3 because ")) + "\n")
    assert "(Only the first 10000" not in text


def test_an_arguments_parts_are_kept_as_far_as_they_may_be_and_it_is_said(tmp_path: Path) -> None:
    exercise = plans(tmp_path)
    answers = "r\n\nargue\n" + "a" * 600 + "\n" + "e" * 400 + "\n" + "r" * 300 + "\n\n\n\n"
    text = typed(exercise, answers)
    for most in (500, 300, 200):
        assert f"(Only the first {most} characters are kept.)" in text
    said = exercise.standing[-1].said
    assert (len(said["action"]), len(said["effect"]), [len(r) for r in said["reasons"]]) == (500, 300, [200])


def test_nothing_typed_can_steer_the_terminal_or_turn_the_text(tmp_path: Path) -> None:
    exercise = plans(tmp_path)
    nasty = "a\x1b[2J\x07b\u202ec\u2066d\x00e\u200f [/bold] [red] <b> &amp; {x} %s \\n"
    text = typed(exercise, f"note {nasty}\nr 3 because {nasty}\n{nasty}\nset {nasty}\ninject {nasty}\np1 {nasty}\n")
    assert not set("\x1b\x07\x00\u202e\u2066\u200f") & set(text)
    kept = "a[2Jbcde [/bold] [red] <b> &amp; {x} %s \\n"
    assert exercise.standing[-1].because == kept
    assert kept in flat(text), "markup is only text"
    note = exercise.list_records(Note)[0]
    assert note.text == kept


def test_each_card_of_a_turn_is_read_out_with_its_text(tmp_path: Path) -> None:
    exercise = begin(tmp_path, content=crowded_content(), begun=False)
    _, text = transcript(exercise, "skip\nn\n\nboard\nquit\n")
    assert [text.count(said) for said in ("Card: Rain. It rains.", "Card: Hail. It hails.")] == [2, 2]
    assert text.index("It rains.") < text.index("It hails.")


def test_letters_of_any_language_are_kept(tmp_path: Path) -> None:
    exercise = plans(tmp_path)
    typed(exercise, "r 3 because ¿Qué? — “süß”, žluťoučký 🂡 شكرا\n")
    assert exercise.standing[-1].because == "¿Qué? — “süß”, žluťoučký 🂡 شكرا"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("dance", "'dance' is no command; Enter does what comes next, help lists the rest."),
        ("r 99 because", "Nothing was taken: that could not be read, or is not open. r alone opens the desk."),
        ("r 1 atlantis", "Nothing was taken:"),
        ("r x", "Nothing was taken:"),
        ("f 1", "'f 1' is no command;"),
        ("help dance", "There is no command 'dance'; help lists them all."),
        ("undo seven because no", "There is no role 'seven' here; there is The ring, The council."),
        ("undo 1 because no", "The exercise cannot be undone to before its beginning."),
        ("undo 999 because no", "There is nothing after that to undo."),
        ("overrule ring because no", "There is nothing to overrule now."),
        ("rule because no", "Which effects?"),
        ("rule fear because no", "'fear' is no effect; write a number's name and a change, such as: violence -1."),
        ("rule fear 1 because no", "'fear 1' is no effect;"),
        ("rule luck +1 because no", "There is no number 'luck' here; there is Trust, Fear,"),
        ("rule fear +1, fear +1 because no", "Fear is named twice."),
        ("lift because no", "There is nothing to lift now."),
        ("set fear because no", "Write the number and its value, such as: set violence 5 because ..."),
        ("set fear 11 because no", "must be: 0 to 10."),
        ("set fear 5\n", "Why? (recorded with it) Say why: where the facilitator decides, it is recorded"),
        ("inject atlantis because no", "'atlantis' is no card, or not just one, that can be injected now;"),
        ("note #fun x", "There is no learning objective 'fun' here; there is cost, trade."),
        ("amend x", "Write the line and the better rationale: amend LINE because TEXT."),
        ("amend 999 because x", "Line 999 is no decision that stands."),
        ("undo ² because x", "'²'"),
        ("bot nobody", "There is no role 'nobody' here; there is The ring, The council."),
        ("bot ring clever", "clever"),
        ("people nobody", "There is no role 'nobody' here;"),
        ("hat green", "There is no hat 'green' here; there is owner, controller, white cell."),
    ],
)
def test_what_cannot_be_read_gets_one_plain_answer_and_changes_nothing(tmp_path: Path, answer: str, said: str) -> None:
    exercise = plans(tmp_path)
    row, lines = exercise.build_view(FACILITATOR), len(exercise.lines)
    text = typed(exercise, f"{answer}\n")
    assert said in flat(text), text
    assert exercise.build_view(FACILITATOR) == row
    assert len(exercise.lines) == lines


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("99 because", "99 is not open now; open are 1, 2, 3, 4."),
        ("0", "0 is not open now;"),
        ("-1", "'-1' is no offer; type the number of one"),
        ("1 atlantis", "There is no zone 'atlantis' here; there is The docks, The market, The hill."),
        ("3 docks because", "'docks' was not understood after Keep still; write because before a reason."),
        ("x", "'x' is no offer;"),
    ],
)
def test_a_desk_says_why_an_entry_cannot_be_read(tmp_path: Path, answer: str, said: str) -> None:
    exercise = plans(tmp_path)
    lines = len(exercise.lines)
    text = typed(exercise, f"r\n\n{answer}\nback\n")
    assert said in flat(text), text
    assert len(exercise.lines) == lines


def test_a_role_can_be_called_by_its_letter_its_id_or_its_name(tmp_path: Path) -> None:
    for name in ("r", "R", "ring"):
        exercise = plans(tmp_path / name)
        typed(exercise, f"{name} 3 because it is quiet\n")
        assert exercise.standing[-1].args == {"action": "wait"}


def test_an_offer_can_be_called_by_the_beginning_of_its_name_accents_or_not(tmp_path: Path) -> None:
    for name in ("keep still", "Keep", "kèEp  stîll"):
        exercise = plans(tmp_path / name)
        typed(exercise, f"r {name} because it is quiet\n")
        assert exercise.standing[-1].args == {"action": "wait"}


@pytest.mark.parametrize(
    ("typed_in", "percent"),
    [
        ("70", 70),
        ("70 %", 70),
        ("1%", 1),
        ("likely", 67),
        ("Very Likely", 87),
        ("roughly even", 50),
        ("almost certain", 97),
    ],
)
def test_estimates_are_read_in_per_cent_and_in_words(tmp_path: Path, typed_in: str, percent: int) -> None:
    exercise = begin(tmp_path, seed=3)
    while exercise.find_pending() != "estimate":
        until(exercise, "next" if exercise.turn < 2 else "estimate")
        if exercise.find_pending() == "next":
            do(exercise, FACILITATOR, "next")
    typed(exercise, f"r {typed_in} because we know them\n")
    line = exercise.standing[-1]
    assert (line.do, line.because) == ("estimate", "we know them")
    assert abs(line.args["percent"] - percent) <= 1


def test_help_is_understood_at_every_prompt(tmp_path: Path) -> None:
    exercise = begin(tmp_path, begun=False, seed=3)

    class Asking(Talk):
        """Asks for help once at every prompt, and then presses Enter."""

        def __init__(self) -> None:
            self.out = io.StringIO()
            super().__init__(io.StringIO(), self.out)
            self.asked: set[str] = set()
            self.left = 150

        def _read_line(self, prompt: str) -> str:
            before = self.out.getvalue()
            if prompt not in self.asked:
                self.asked.add(prompt)
                return "help"
            said = before.rpartition(prompt[:20])[2]
            if self.left == 0:
                raise KeyboardInterrupt
            self.left -= 1
            assert said is not None
            return "1" if "number (help" in prompt else "50" if "estimate" in prompt else ""

    talk = Asking()
    assert play(exercise, talk=talk) in (0, 130)
    text = talk.out.getvalue()
    helped = flat(text)
    assert helped.count("Answer in one line, then press Enter;") > 5
    assert "Enter does what comes next." in helped
    assert "Type the number of an offer," in helped
    assert not any(line.because == "help" for line in exercise.standing)


# Privacy


def test_private_parts_are_announced_and_closed_and_cleared_only_at_a_terminal(tmp_path: Path) -> None:
    answers = "\n\n\n\n\nn\n\nt\n\nback\nquit\n"
    _, text = transcript(begin(tmp_path / "file", begun=False), answers)
    assert "\x1b" not in text
    seen = [who for who, _ in parts(text) if who]
    assert len(seen) == 3
    assert seen[:2] == ["The ring", "The council"]

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    seconds = itertools.count()
    play(begin(tmp_path / "live", begun=False), talk=Talk(Terminal(answers), out, lambda: next(seconds)))
    live = out.getvalue().removeprefix("\x1b[?2004h").removesuffix("\x1b[?2004l")
    assert live.count("\x1b[2J\x1b[3J\x1b[H-- End of the private part. --") == len(seen)
    for part in live.split("\x1b[2J\x1b[3J\x1b[H"):
        assert "\x1b" not in part


def test_one_team_alone_at_the_keyboard_is_not_told_to_look_away(tmp_path: Path) -> None:
    exercise = begin(tmp_path, begun=False, seats={"town": "bot:random"})
    code, text = transcript(exercise, "skip\n" + "\n1\nbecause\n" * 40)
    assert code in (0, 1)
    assert "Private: The ring" not in text
    assert "Private: The council" not in text


def test_pros_and_cons_of_one_argument_are_not_weighed_in_another(tmp_path: Path) -> None:
    exercise = plans(tmp_path)
    do(exercise, "ring", "argue", effects={"fear": 1}, reasons=1, secret=False)
    do(exercise, "town", "argue", effects={"trust": 1}, reasons=1, secret=False)
    do(exercise, FACILITATOR, "reveal")
    answers = (
        "\nThe town has other cares.\n\nThe town would laugh.\n\n\n\n\nc1\n\n\n\n"  # the council's argument first
        "\nNobody is afraid of paint.\n\n\n\n\n\nc2\nback\n"
    )
    text = typed(exercise, answers)
    last = text.rpartition("The ring argues:")[2]
    assert "c1 con: Nobody is afraid of paint." in last
    assert "other cares" not in last
    assert "'c2' is no reason here; there is p1, c1." in flat(last)


def test_one_team_alone_is_not_shown_the_secret_argument_of_a_bot(tmp_path: Path) -> None:
    exercise = plans(tmp_path)
    do(exercise, "town", "argue", effects={"trust": 1}, reasons=1, secret=True)
    do(exercise, "ring", "plan", action="wait")
    do(exercise, FACILITATOR, "reveal")
    do(exercise, "town", "stand")
    exercise.hand_over("town", "bot:random")
    _, text = transcript(exercise, "\n\n\nquit\n", resumed=True)
    open_to_all, _, private = text.partition("-- Private: Facilitator")
    assert "The council argues:" not in open_to_all
    assert "The council argues:" in private.partition("-- End of the private part. --")[0]


def test_in_an_open_hearing_the_room_is_not_told_a_number_that_is_not_its_own(tmp_path: Path) -> None:
    exercise = plans(tmp_path)
    do(exercise, "ring", "argue", effects={"purse": 1, "fear": 1}, reasons=1, secret=False)
    do(exercise, "town", "plan", action="reassure")
    do(exercise, FACILITATOR, "reveal")
    text = typed(exercise, "\n\n\n\n\n")
    assert "1 number not everybody sees" in flat(text), text
    assert "Purse +1" not in text


# Trouble


def test_answers_that_are_not_utf8_end_nothing(tmp_path: Path) -> None:
    exercise = begin(tmp_path, begun=False)
    hear = io.TextIOWrapper(io.BytesIO(b"skip\n\nnote caf\xe9\nquit\n"), encoding="utf-8", errors="replace")
    assert play(exercise, talk=Talk(hear, io.StringIO())) == 0
    assert [note.text for note in exercise.list_records(Note)] == ["caf\ufffd"]


def test_an_output_that_knows_only_ascii_shows_what_it_can(tmp_path: Path) -> None:
    exercise = begin(tmp_path, begun=False, content=shipped_content())
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    assert play(exercise, talk=Talk(io.StringIO("skip\n\nmap\nquit\n"), out)) == 0
    assert b"Ju?rez" in raw.getvalue()


# The shipped exercise


def test_a_class_of_three_teams_plays_the_shipped_exercise_by_a_file_of_answers(tmp_path: Path) -> None:
    exercise = begin(tmp_path, content=shipped_content(), begun=False)
    out = io.StringIO()

    class Class(Talk):
        """Whoever is asked takes the first offer that is open; nobody argues."""

        def __init__(self) -> None:
            super().__init__(io.StringIO(), out)
            self.first = True

        def _read_line(self, prompt: str) -> str:
            self._write(prompt + "\n")
            if prompt.endswith("number (help, back):"):
                return str(next(iter(self.numbers())))
            if prompt.startswith("Your estimate"):
                return "roughly even because we do not know"
            if prompt.startswith("Which zone"):
                return prompt.partition("? ")[2].partition(",")[0].rstrip(":")
            return "skip" if prompt.startswith("Press Enter to meet") else ""

        def numbers(self) -> list[int]:
            import re

            shown = out.getvalue().rpartition("You may:")[2]
            return [int(n) for n in re.findall(r"^ +(\d+)\. ", shown, re.M)]

    assert play(exercise, talk=Class()) == 0
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact"
    assert {line.role for line in exercise.standing if line.do == "plan"} == {"cartel", "cell", "security"}
    text = out.getvalue()
    assert text.count("== Turn ") >= 2
    assert text.count("-- Private:") == text.count("-- End of the private part. --") > 10
    assert max(map(len, text.splitlines())) < 200


def test_the_monkey_finishes_what_it_begins(tmp_path: Path) -> None:
    exercise = begin(tmp_path, begun=False, seed=1)
    code, monkey = monkey_plays(exercise, by_seed(1), most=5000)
    assert code == 0
    assert exercise.over
    assert "".join(monkey.said).count("== Out of role ==") == 1
    assert number(exercise, "turn") >= 1
    assert objects(file_of(exercise))[-1]["record"] == "closed"
