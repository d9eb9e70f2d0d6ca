"""Debrief: its stages and prompts, what people say kept and mended, and the moments it looks back on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercise.exercise_driver import FakeClock, begin, shipped_content, turns_of, undo
from tests.paths import ROOT
from tests.playing import by_seed, moderate
from tests.tui.app_setup import exercise as staged
from tests.tui.desk_setup import asked
from tests.tui.hearing_setup import argued
from wargame.exercise.debrief import key_decisions
from wargame.exercise.debrief.form import format_headline
from wargame.exercise.debrief.key_decisions import FEW, find_bookmarked_lines, list_moments, list_results, rank_lines
from wargame.exercise.debrief.stages import (
    MOST_MINUTES,
    STAGES,
    DebriefPrompt,
    Details,
    compute_stage_minutes,
    compute_total_minutes,
    declare_final,
    find_progress,
    is_final,
    list_answers,
    list_entries,
    list_player_names,
    list_prompts,
    read_details,
    record_details,
    record_entry,
    split_names,
)
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.window import Window
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import FACILITATOR
from wargame.rules.text.event_text import format_told
from wargame.rules.told import Rolled, list_moves
from wargame.session.fold import fold
from wargame.session.line_reading import write_line
from wargame.session.records import Bookmark, Closed, DebriefAnswer
from wargame.session.verify import verify

BOTS = ROOT / "tests" / "corpus" / "sessions" / "02-the-two-papers" / "bots.jsonl"
"""A session in which cartel and cell strike a secret deal."""
BY_HAND = ROOT / "sessions" / "examples" / "by-hand.jsonl"
"""A session at whose last close a link comes to light."""

seeds = st.integers(0, 2**32 - 1)


def over(folder: Path | None = None, seed: int = 4) -> Exercise:
    """The shipped exercise, played to its end by bots."""
    content = shipped_content()
    seats = dict.fromkeys(content.scenario.roles, "bot:doctrine")
    exercise = Exercise.begin(content, "short", seats, seed, folder, facilitated=False, clock=FakeClock())
    exercise.play_bots()
    return exercise


def test_five_stages_in_order_take_half_an_hour_at_most() -> None:
    assert [stage.id for stage in STAGES] == ["out-of-role", "what-happened", "why", "plus-delta", "take-aways"]
    assert sum(stage.minutes for stage in STAGES) == MOST_MINUTES
    content = shipped_content()
    planned = {}
    for length in content.scenario.lengths:
        table = compile_table(content.scenario, content.decks, length, True)
        planned[length] = compute_total_minutes(table)
        assert sum(compute_stage_minutes(table).values()) <= planned[length] <= MOST_MINUTES
    assert planned == {"short": 15, "standard": 18, "full": 20}


def test_every_stage_asks_something() -> None:
    exercise = over()
    for stage in STAGES:
        asked = list_prompts(exercise, stage.id)
        assert asked
        assert len(set(asked)) == len(asked)
        assert all(prompt.stage == stage.id and prompt.text for prompt in asked)


def test_what_is_said_is_in_the_file_at_once_and_mending_keeps_the_first(tmp_path: Path) -> None:
    exercise = over(tmp_path)
    prompt = list_prompts(exercise, "take-aways")[0]
    n = record_entry(exercise, prompt, "  Ask what it cost.\x1b[2J ")
    assert exercise.path is not None
    assert "Ask what it cost." in exercise.path.read_text("utf-8")
    m = record_entry(exercise, prompt, "Ask who pays.", amends=n)
    assert [(one.line, one.written, one.text) for one in list_entries(exercise)] == [(n, m, "Ask who pays.")]
    assert next(one.text for one in exercise.list_records(DebriefAnswer) if one.n == n) == "Ask what it cost.[2J"
    record_entry(exercise, prompt, "", amends=n)
    assert list_entries(exercise) == []
    exercise.close()
    assert verify(exercise.path).is_good


def test_two_people_may_say_something_to_one_prompt() -> None:
    exercise = over()
    prompt = list_prompts(exercise, "plus-delta")[0]
    for text in ("We asked early.", "We asked early.", "We wrote it down."):
        record_entry(exercise, prompt, text)
    found = dict(list_answers(exercise, "plus-delta", list_prompts(exercise, "plus-delta")))
    assert [one.text for one in found[prompt]] == ["We asked early.", "We asked early.", "We wrote it down."]
    assert find_progress(exercise).stage == 3


def test_what_was_said_to_a_prompt_that_is_gone_still_shows() -> None:
    exercise = over()
    record_entry(exercise, DebriefPrompt("why", "answer", "", "An older question", 7), "It was late.")
    told = list_answers(exercise, "why", list_prompts(exercise, "why"))
    assert told[-1][0].text == "An older question"
    assert told[-1][1][0].text == "It was late."


def test_names_are_gathered_from_both_places_they_can_be_given() -> None:
    exercise = over()
    first, second, *_ = exercise.table.roles
    record_entry(exercise, DebriefPrompt("out-of-role", "name", first, "Who?"), "Ana, Ben and Ciro; Dee.")
    record_details(exercise, Details("POL 310", participants={first: 4}, names={first: ("Ana",), second: ("Eve",)}))
    assert list_player_names(exercise) == {first: ("Ana", "Ben", "Ciro", "Dee"), second: ("Eve",)}
    assert read_details(exercise).participants == {first: 4}
    assert split_names(" , and ") == []


def test_final_holds_until_something_is_changed() -> None:
    exercise = over()
    assert not is_final(exercise)
    declare_final(exercise, "read with the class")
    assert is_final(exercise)
    exercise.record(Closed(count=1, head=""))
    assert is_final(exercise)
    record_entry(exercise, list_prompts(exercise, "why")[0], "One more thing.")
    assert not is_final(exercise)


def test_the_weightiest_decisions_are_suggested_beside_few_bookmarks() -> None:
    exercise = over()
    looked_at = list_moments(exercise)
    assert len(looked_at) == FEW
    assert all(not one.bookmark for one in looked_at)
    assert [one.line for one in looked_at] == sorted(one.line for one in looked_at)
    assert all(attempt.decision.verb and attempt.came for one in looked_at for attempt in one.attempts)
    assert any(paper.where for one in looked_at for paper in one.papers)
    exercise.bookmark("the end")
    *others, marked = list_moments(exercise)
    assert (marked.line, marked.note) == (exercise.standing[-1].n, "the end")
    assert marked.bookmark == len(exercise.lines) + 1
    assert len(others) == FEW - 1
    told = {attempt.line for attempt in marked.attempts}
    assert all(not one.bookmark and one.line not in told for one in others)


def test_after_the_end_secret_deals_and_exposures_are_suggested_too(monkeypatch: pytest.MonkeyPatch) -> None:
    past = PastSession.read(BOTS)
    deal = next(line.n for line in past.standing if line.do == "accept")
    (moment,) = [one for one in list_moments(past) if one.line == deal]
    assert "A deal stands between Cartel and Terrorist cell" in " ".join(map(format_told, moment.attempts[0].came))
    past.go_to(past.standing[-2].n)
    assert not past.over
    assert deal not in rank_lines(past), "nobody may read it off the list while it is a secret"

    monkeypatch.setattr(key_decisions, "find_bookmarked_lines", lambda window: {})
    (found,) = [one for one in list_moments(PastSession.read(BY_HAND)) if not one.attempts]
    assert found.decision.verb == "close"
    told = [format_told(one) for one in found.happened]
    assert told[0].startswith("The inquiry into a deep link is rolled")
    assert "Link exposed: now so" in " ".join(told)
    assert "The turn closes." in format_headline(found)


@moderate(8)
@given(seeds)
def test_moments_stand_and_are_told_whatever_was_played(seed: int) -> None:
    exercise = begin(seed=seed)
    for count in turns_of(exercise, by_seed(seed), undos=True):
        if not count % 7:
            exercise.bookmark(f"at {count}")
    stand = {line.n for line in exercise.standing}
    assert set(find_bookmarked_lines(exercise)) <= stand
    assert {one.line for one in list_moments(exercise)} <= stand
    assert set(rank_lines(exercise)) <= stand
    for stage in STAGES:
        list_prompts(exercise, stage.id)


def test_an_undone_moment_is_no_moment() -> None:
    exercise = begin(seed=3)
    for count in turns_of(exercise, by_seed(3)):
        if count > 12:
            break
    exercise.bookmark("here")
    before = set(find_bookmarked_lines(exercise))
    undo(exercise, exercise.standing[3].n)
    assert before != set(find_bookmarked_lines(exercise))
    assert all(one.line <= exercise.standing[-1].n for one in list_moments(exercise))


def test_a_bookmark_is_of_a_decision_and_not_of_the_pass_after_it() -> None:
    exercise = over()
    turn = [line for line in exercise.standing if line.turn == 1]
    first = next(i for i, line in enumerate(turn) if line.do == "pass")
    lines = exercise.lines[: turn[first].n - 1]
    mark = Bookmark(n=len(lines) + 2, turn=1, phase="deal", text="")
    shorter = Window(fold([write_line(line) for line in (exercise.header, *lines, mark)]), exercise.table)
    assert shorter.standing[-1].do == "pass"
    assert set(find_bookmarked_lines(shorter)) == {turn[first - 1].n}


def test_of_an_argument_came_what_its_own_dice_and_words_did_and_no_plan_after_it(tmp_path: Path) -> None:
    exercise = argued(tmp_path, "assess")
    assert isinstance(exercise.execute(FACILITATOR, "allow"), Done)
    assert isinstance(exercise.execute(FACILITATOR, "apply", {}, said={"happened": "The streets are quiet."}), Done)
    argument = next(line for line in exercise.standing if line.do == "argue")
    after = [format_told(one) for one in exercise.list_told(exercise.standing[-1].n, FACILITATOR)]
    came = [format_told(one) for one in list_results(exercise, argument)]
    assert any("Violence fell" in text for text in came)
    assert not any("is rolled" in text for text in came)
    assert any("is rolled" in text for text in after)  # the plans that came next in the same line


def test_what_a_plan_did_is_not_told_twice(tmp_path: Path) -> None:
    played = asked(staged(tmp_path), "close", "facilitator")
    played.bookmark()
    (moment,) = [one for one in list_moments(played) if len(one.attempts) == 3]
    came = {moved for attempt in moment.attempts for one in attempt.came for moved in list_moves(one)}
    assert came
    assert not came & {moved for one in moment.happened for moved in list_moves(one)}
    rolled = {one for attempt in moment.attempts for one in attempt.came if isinstance(one, Rolled)}
    assert not rolled & set(moment.happened)
