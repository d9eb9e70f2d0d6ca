"""Build: what a report says of a session: every decision with what it moved, whatever state the file is in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.exercise.exercise_driver import begin, do, objects, play_out, reseal, tiny_content, until
from tests.review.sample_session import evening, first_turn
from wargame.content.load.loader import compute_digest
from wargame.exercise.debrief.ratings import rate
from wargame.exercise.play.exercise import Exercise
from wargame.review.data.build import build_report
from wargame.review.data.play_record import Decision
from wargame.review.data.report import Report
from wargame.review.data.reviewed_session import NotReviewableError
from wargame.review.write.formats import find_format
from wargame.review.write.front_matter import iter_ratings
from wargame.rules.refusal import Refusal
from wargame.session.branch import branch
from wargame.session.chain import JournalError


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evening(tmp_path_factory.mktemp("evening"))


@pytest.fixture(scope="module")
def report(path: Path) -> Report:
    return build_report(path)


DEALS = {form.title for form in tiny_content().scenario.deals}


def saved(exercise: Exercise) -> Path:
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def called(report: Report, attempted: str) -> Decision:
    return next(one for one in report.decisions if one.attempted.startswith(attempted))


def test_a_decision_says_who_why_instead_of_what_how_long_and_what_came_of_it(report: Report) -> None:
    patrol = called(report, "Patrol: The market")
    assert (patrol.turn, patrol.phase, patrol.name, patrol.by) == (1, "plan", "The council", "people")
    assert patrol.because.startswith("Presence first.")
    assert patrol.amended == "Presence first, trust later."
    assert patrol.alternatives == ("Inquire", "Hold a meeting", "An argument of its own")
    assert (patrol.seconds, patrol.bookmark, patrol.struck) == (90.0, "The patrol", False)
    moved = [(one.what, one.before, one.after) for one in patrol.changes]
    assert moved[:2] == [("The market: grip", "2", "1"), ("The market: watch", "1", "2")]
    assert "still at work" in patrol.changes[2].why, "what lasts is the doing of who began it"


def test_an_argument_has_its_words_its_roll_and_its_ruling(report: Report) -> None:
    argued = called(report, "Argues: Pay a chorus")
    assert "Asked for: Fear +1." in argued.attempted
    assert argued.because == "Intended: They hum it.\nReasons: Everybody comes."
    assert argued.happened.endswith("The chorus sang.")
    (roll,) = argued.dice
    assert (roll.title, roll.plus, roll.target) == ("The argument of The ring", 1, 7)
    assert [(one.what, one.after) for one in argued.changes] == ([("Fear", "5")] if roll.outcome == "success" else [])


def test_what_was_undone_is_struck_and_moves_nothing(report: Report) -> None:
    slip = called(report, "Inquire")
    assert slip.struck
    assert not slip.changes
    assert sum(one.struck for one in report.decisions) == 1


def test_what_the_facilitator_decides_is_his_own(report: Report) -> None:
    ruled = called(report, "Sets Trust to 6")
    assert (ruled.name, ruled.because) == ("Facilitator", "counted wrongly")
    assert [(one.what, one.after, one.why) for one in ruled.changes] == [("Trust", "6", "set by the facilitator")]
    assert dict(report.hats)["white cell"] == 1


@pytest.mark.parametrize("seed", range(6))
def test_every_step_of_every_track_is_accounted_for(tmp_path: Path, seed: int) -> None:
    made = build_report(saved(play_out(begin(tmp_path, length="standard", seed=seed), seed, powers=True)))
    for one in made.series:
        for turn in range(1, len(one.values)):
            steps = sum(mark.change for mark in one.marks if mark.turn == turn)
            assert one.values[turn] - one.values[turn - 1] == steps, f"{one.name} in turn {turn}"
    marks = Counter((one.name, mark.why, mark.change) for one in made.series for mark in one.marks)
    tracks = {one.name for one in made.series}
    assert all(change.why for one in made.decisions for change in one.changes if change.what not in DEALS)
    decided = Counter(
        (change.what, change.why, int(change.after) - int(change.before))
        for one in made.decisions
        if not one.struck
        for change in one.changes
        if change.what in tracks
    )
    assert not decided - marks, "no decision claims a step that no track took, and none is claimed twice"


def test_objectives_are_rated_with_their_evidence(report: Report) -> None:
    assert report.overall == "M"
    cost, trade = report.ratings
    assert (cost.rating, [one.kind for one in cost.observations]) == ("P", ["strength"])
    (seen,) = trade.observations
    assert seen.analysis == "The next card was read out too late."
    assert seen.reference == "", "the ruling before it cites nothing, whatever card lies on the table"
    assert trade.lines == (seen.line,)
    assert [(one.issue, one.by) for one in report.improvements] == [("Slow trust", "The council")]
    assert report.notes[0].text == "It rained."


def test_people_are_counted_and_named_only_if_asked_for(path: Path, report: Report) -> None:
    ring, _ = report.overview.seats
    assert (ring.people, ring.names) == (4, ())
    assert "Ada" not in repr(report)
    assert build_report(path, names=True).overview.seats[0].names == ("Ada Lovelace", "Grace Hopper")
    assert report.overview.course == "POL 310"
    assert report.overview.final


def test_the_whole_has_no_rating_before_all_objectives_are_rated(tmp_path: Path) -> None:
    exercise = play_out(begin(tmp_path, facilitated=False))
    first = exercise.table.scenario.learning_objectives[0].id
    assert not isinstance(rate(exercise, first, "P", because="They did."), Refusal)
    made = build_report(saved(exercise))
    assert made.overall == ""
    assert "not yet: 1 of 2 rated." in repr(next(iter_ratings(made, {})))


def test_a_report_needs_no_debrief_and_no_people(tmp_path: Path) -> None:
    made = build_report(saved(play_out(begin(tmp_path, facilitated=False))))
    assert made.overall == ""
    assert not made.debrief
    assert not made.overview.final
    assert made.overview.faith == "exact"
    assert made.ending


def test_one_that_is_not_over_says_so(tmp_path: Path) -> None:
    made = build_report(saved(first_turn(tmp_path)))
    assert made.ending == "Not over yet"
    assert "for the facilitator alone" in made.ending_text
    assert made.question is not None
    assert made.question.came_true is None
    assert (made.overview.played, made.overview.ended) == (1, "")


def test_before_the_first_turn_there_is_a_report_too(tmp_path: Path) -> None:
    made = build_report(saved(begin(tmp_path, begun=False)))
    assert made.overview.played == 0
    assert not made.decisions
    assert [len(one.values) for one in made.series] == [1] * len(made.series)


def test_of_a_damaged_file_the_good_part_is_told(path: Path, tmp_path: Path) -> None:
    lines = path.read_bytes().split(b"\n")
    torn, bad = tmp_path / "torn.jsonl", tmp_path / "bad.jsonl"
    torn.write_bytes(b"\n".join(lines[:12]) + b"\n" + lines[12][:40])
    bad.write_bytes(b"\n".join([*lines[:12], b"{}", *lines[13:]]))
    for file, said in ((torn, "exact, open"), (bad, "this report covers lines 1 to 12")):
        made = build_report(file)
        assert said in made.overview.faith
        assert made.decisions[-1].line <= 12
    bad.write_bytes(b"\n".join([b"x", *lines[1:]]))
    with pytest.raises(JournalError):
        build_report(bad)


def test_no_report_is_made_of_lines_that_were_not_played(path: Path, tmp_path: Path) -> None:
    lines = objects(path)
    lines[9] = {**lines[9], "do": "plan", "events": 3, "role": "nobody"}
    lines[9].pop("record", None)
    with pytest.raises(NotReviewableError, match="line 10 is not of the shape this program writes"):
        build_report(reseal(tmp_path / "odd.jsonl", lines))
    header = {**lines[0], "content": {}, "digest": compute_digest({})}
    with pytest.raises(NotReviewableError, match="content"):
        build_report(reseal(tmp_path / "odd.jsonl", [header, *lines[1:]]))


def test_a_branch_says_where_and_how_the_two_parted(path: Path, tmp_path: Path, report: Report) -> None:
    patrol = called(report, "Patrol: The market").line
    new = branch(path, patrol - 1, now="2011-09-02T10:00:00Z", name="Otherwise", seed=5)
    exercise = Exercise.resume(new)
    exercise.execute("town", "plan", {"action": "inquire"}, because="as they first wanted")
    made = build_report(saved(exercise))
    assert made.overview.session == "Otherwise"
    text = " ".join(made.overview.lineage)
    assert f"a branch of {path.name}, from line {patrol - 1} on" in text
    assert "The council plans Inquire. There" in text
    assert "The council plans Patrol at The market." in text
    assert made.seed == 5
    alone = tmp_path / "alone.jsonl"
    alone.write_bytes(new.read_bytes())
    assert "there is no such file" in " ".join(build_report(alone).overview.lineage)
    new.unlink()


def test_a_reason_that_was_written_after_the_outcome_says_so(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "estimate")
    early, late = (do(exercise, role, "estimate", percent=40) for role in exercise.list_waiting())
    exercise.amend(early, "The streets were quiet.")
    play_out(exercise)
    exercise.amend(late, "We knew it all along.")
    made = build_report(saved(exercise))
    assert made.question is not None
    told = {one.line: (one.later, one.hindsight) for one in made.question.estimates}
    assert told[early] == ("The streets were quiet.", False)
    assert told[late] == ("We knew it all along.", True)
    text = find_format(".md").of_report(made).decode()
    assert "Written after the outcome: We knew it all along." in text
    assert "**Written after the outcome:** We knew it all along." in text
    assert "**Why, put better later:** The streets were quiet." in text
