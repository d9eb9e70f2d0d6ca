"""Members of a role in the line mode: introduced once, in one block on every board, with what they refuse in words."""

from __future__ import annotations

from pathlib import Path

from tests.exercise.exercise_driver import FakeClock, begin, content_of, do, until
from tests.paths import DATA
from tests.plain.answer_scripts import flat, transcript
from tests.playing import action, card, inline
from tests.rules.steps.test_deal import TIE
from tests.tui.play.desk.test_role_knowledge import play_until_shown
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.plain.board import format_numbers, iter_log, list_brink_lines, list_deal_lines
from wargame.rules.model import FACILITATOR, OBSERVER


def league(folder: Path) -> Exercise:
    content = load_content(DATA / "league" / "scenarios" / "league.yaml")
    seats = dict.fromkeys(content.scenario.roles, "people")
    return Exercise.begin(content, "short", seats, 3, folder, name="test", clock=FakeClock())


def test_the_board_has_the_partners_in_one_block_and_nowhere_else(tmp_path: Path) -> None:
    exercise = league(tmp_path)
    exercise.execute(FACILITATOR, "begin")
    exercise.execute(FACILITATOR, "set", {"number": "will_weir", "value": 2}, because="A test.")
    for viewer in (OBSERVER, "smugglers", FACILITATOR):
        lines = format_numbers(Seat(exercise, viewer))
        assert lines[lines.index("Partners of The league:") :] == [
            "Partners of The league:",
            "Weir: will 2 of 6 (-1 this turn), does not agree."
            " It refuses every action at Weir, and what needs it: Levy.",
            "Ford: will 4 of 6, agrees. It refuses while its will is 1 or less or Trade 2 or less and Flood: yes.",
            "The elders: will 5 of 6, agrees.",
        ]
        assert not any(line.startswith("Will of") for line in lines)


def test_the_desk_says_what_is_not_open_and_why(tmp_path: Path) -> None:
    answers = "skip\n\nset will_weir 2 because of a test\nl\n\n3 because now\nback\nquit\n"
    _, said = transcript(league(tmp_path), answers)
    text = flat(said)
    assert "Not open now: 1. Patrol at Weir: Weir does not agree: its will is 2." in text
    assert "3 is not open now (Weir does not agree: its will is 2); open are 1, 2, 4." in text


def test_a_desk_lists_only_the_partners_of_its_own_role(tmp_path: Path) -> None:
    exercise = league(tmp_path)
    exercise.execute(FACILITATOR, "begin")
    assert "Partners of The league:" in format_numbers(Seat(exercise, "league"), own=True)
    assert "Partners of The league:" not in format_numbers(Seat(exercise, "smugglers"), own=True)


def test_members_are_introduced_with_their_role(tmp_path: Path) -> None:
    _, said = transcript(league(tmp_path), "\n")
    assert (
        "Weir: A town of millers, afraid of floods and of debt. While its will is 2 or less it refuses every"
        in flat(said)
    )


def test_a_number_is_private_until_it_is_revealed() -> None:
    own = next(one for one in Seat(begin(), "ring").list_numbers() if one.private)
    exercise = next(shown for seed in range(40) if (shown := play_until_shown(own.label, seed)) is not None)
    for played, private in ((begin(), True), (exercise, False)):
        (line,) = (line for line in format_numbers(Seat(played, "ring")) if line.startswith(own.label))
        assert line.endswith("(private)") == private


def test_the_room_reads_the_same_words_whether_or_not_a_hidden_number_moved() -> None:
    act = [action("sip", "bees", effects={"honey": "-1"}), action("try", "bees", check={"target": 7})]
    content = content_of(inline([card()], actions=act))
    heard = {}
    for name in ("sip", "try"):
        exercise = until(begin(content=content, length="only", staged=True), "close", bees=name, ants="hold_ants")
        heard[name] = [
            [text for text, _ in iter_log(Seat(exercise, viewer)) if "It moved" in text or "by it" in text]
            for viewer in (OBSERVER, "ants", "bees", FACILITATOR)
        ]
    unseen, yours = "It moved nothing that all can see.", "It moved nothing that you can see."
    assert heard["sip"] == [[unseen] * 2, [yours] * 2, [yours], ["Nothing changed by it."]]
    assert heard["try"] == [[unseen] * 2, [yours] * 2, [yours] * 2, ["Nothing changed by it."] * 2]


def test_in_the_last_turn_the_brink_says_what_the_last_close_brings() -> None:
    famine = {"id": "famine", "title": "Famine", "text": "None left.", "when": {"grain": "2-"}, "closes": 2}
    eat = action("eat", effects={"grain": "-3"})
    content = content_of(inline([card()], actions=[eat], endings=[famine], turns=3))
    exercise = until(begin(content=content, length="only"), "next", ants="eat")
    assert list_brink_lines(Seat(exercise, "ants")) == [
        "On the brink: Famine. One more close like this ends the exercise."
    ]
    late = until(begin(content=content, length="only"), "next", ants="hold_ants")
    do(late, FACILITATOR, "next")
    until(late, "next", ants="eat")
    last = "On the brink: Famine. If it is so again at the next close, the last one, the exercise ends so."
    assert list_brink_lines(Seat(late, "ants")) == [last], "the turn is closed, and the next one is the last"
    do(late, FACILITATOR, "next")
    assert list_brink_lines(Seat(late, "ants")) == [last]


def test_a_deal_that_ends_by_itself_at_the_next_close_is_shown_as_one() -> None:
    content = content_of(inline([card()], actions=[action("raid")], deals=[TIE | {"promises": {"ants": ["raid"]}}]))
    exercise = until(begin(content=content, length="only"), "deal")
    do(exercise, "ants", "offer", form="tie")
    do(exercise, "bees", "accept")
    ants = Seat(exercise, "ants")
    promised = "promised: Ants not to Raid; if broken: Honey -1; the deal is over; ends by itself: a"
    assert list_deal_lines(ants) == [f"A deal stands: Tie with Bees; {promised}t a close with Grain 0."]
    do(exercise, FACILITATOR, "set", number="grain", value=0)
    assert list_deal_lines(ants) == [
        "A deal stands: Tie with Bees, until the next close (Grain 0); "
        f"{promised}t the next close, if still so: Grain 0; to break it before that costs as much as ever."
    ]
