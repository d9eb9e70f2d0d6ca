"""`Seat`: the one door of one viewer. What it may see and do, as typed data without layout and without words of layout.

A viewer is a role by its id, ``observer`` for the room, ``facilitator``, or `EVALUATOR`: somebody with a name, who
sees what the room sees and writes observations. Front ends draw from seats and hand them commands and records. Each
part is computed on its own, when it is first asked for, and kept until a further line is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from wargame.exercise.debrief.form import list_parts, list_steps
from wargame.exercise.debrief.form_parts import Part as FormPart
from wargame.exercise.debrief.rating_form import list_rating_parts
from wargame.exercise.debrief.ratings import Observation, Rating, list_observations, list_ratings
from wargame.exercise.debrief.stages import (
    DebriefEntry,
    DebriefProgress,
    DebriefPrompt,
    DebriefStep,
    find_progress,
    list_answers,
    list_prompts,
)
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.record_verbs import (
    END_STAGES,
    EVALUATOR_VERBS,
    RECORD_VERBS,
    is_own_answer,
    write_record,
)
from wargame.exercise.seat_parts import SeatParts
from wargame.exercise.seat_view import SeatView, dump_view
from wargame.exercise.view.file_lines import FileLine, list_file_lines
from wargame.exercise.view.narration import list_reversible_results
from wargame.exercise.view.outlooks import (
    OfferOutlook,
    Outcome,
    build_argument_outcome,
    build_known_offer,
    build_outlook,
)
from wargame.exercise.view.secret_span import find_round_start
from wargame.exercise.view.undone import Undone, find_undone
from wargame.exercise.view.window import Window
from wargame.rules.decisions import Decision, KnownMove, build_decision, list_known_moves
from wargame.rules.known_plan import KnownPlan
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.offers import Offer
from wargame.rules.refusal import Refusal, RefusalCode

NO_COMMANDS = Refusal(RefusalCode.READ_ONLY)
"""The answer to every command where no exercise is played: in a replay, or in a session that is followed."""
NO_HANDS = Refusal(RefusalCode.DECIDES_NOTHING)
"""The answer to every command of a viewer that is neither a role nor the facilitator."""


class Seat(SeatParts):
    """The door of one viewer into one session: an exercise that is played, a replay, or a session that is followed.

    It adds to the parts what is asked with an argument, the form of the debrief, all parts together, and `do`.
    """

    # What would be, and what it is called

    def preview(self, offer: Offer, value: str = "") -> OfferOutlook:
        """Return what an offer would bring with ``value`` in its slot, or else at the first zone it can go to."""
        value = value if value in offer.rules else next(iter(offer.rules), "")
        return build_outlook(self._window, self._sight, offer, value)

    def preview_argument(self, moves: Mapping[str, int]) -> Outcome:
        """Return what an argument of the viewer's role for these changes would bring if it succeeds."""
        return build_argument_outcome(self._window, self._sight, dict(moves))

    def name_moves(self, moves: Mapping[str, int]) -> tuple[tuple[KnownMove, ...], int]:
        """Return changes with the names of their numbers, where the viewer may see them, and how many others there are.

        Raises `KeyError` for a number that does not exist.
        """
        return list_known_moves(self._window.table, moves, self._sight, self._window.build_view(self._sight))

    def name_command(self, verb: str, args: Mapping[str, Any]) -> Decision:
        """Return a command that the viewer could give as it would be read, with names in place of ids."""
        row = self._window.build_view(self._sight)
        return build_decision(self._window.table, self._sight, verb, args, self._sight, row=row)

    def compute_reversal(self, role: str) -> dict[str, int]:
        """Return the changes, by number, that turn this turn's result of a role; empty unless for the facilitator."""
        return self._window.compute_reversal(role) if self._sight == FACILITATOR else {}

    def list_turned_cards(self, role: str) -> list[str]:
        """Return the titles of the cards that overruling a role's result brings; empty unless for the facilitator."""
        return self._window.list_turned_cards(role) if self._sight == FACILITATOR else []

    def list_reversible(self, viewer: str = FACILITATOR) -> dict[str, KnownPlan]:
        """Return the results of this turn that can be overruled, by role, with what ``viewer`` may read of each.

        Empty unless this is the seat of the facilitator.
        """
        return list_reversible_results(self._window, viewer) if self._sight == FACILITATOR else {}

    def find_undone(self, to: int) -> Undone | None:
        """Return what an undo to after line ``to`` takes back, as everybody may know it; None: nothing.

        None for anybody but the facilitator, who alone undoes.
        """
        return find_undone(self._window, to) if self._sight == FACILITATOR else None

    def list_card_titles(self) -> dict[str, str]:
        """Return the titles of all cards, by id; nothing for anybody but the facilitator."""
        return {card.id: card.title for card in self._window.table.cards} if self._sight == FACILITATOR else {}

    def find_last_own(self, role: str = "") -> int:
        """Return the place in the log of the last decision that people took (those of ``role``, if given); 0: none."""
        for n, entry in reversed(self.list_log()):
            decision = entry.decision
            if decision is not None and not entry.bot and decision.verb != "begin" and role in ("", decision.role):
                return n
        return 0

    def find_undo_place(self, n: int) -> int:
        """Return the line to which an undo of the decision at place ``n`` goes back, in front of everybody.

        That is the line before it, or before all that was decided in secret with it: less would tell how much that was.
        """
        return find_round_start(self._window, n) - 1

    def list_file_lines(self) -> tuple[FileLine, ...]:
        """Return every line of the session, undone ones and records too; nothing for anybody but the facilitator.

        This is no part of the JSON form: the log holds what stands of it.
        """
        return self._keep("lines", lambda: list_file_lines(self._window) if self._sight == FACILITATOR else ())

    # The debrief

    def list_debrief_steps(self) -> list[DebriefStep]:
        """Return the steps from the end of play to the report; nothing for anybody but the facilitator."""
        return list_steps(self._window) if self._sight == FACILITATOR else []

    def find_debrief_progress(self) -> DebriefProgress:
        """Return how far the debrief is; nothing of it for anybody but the facilitator."""
        return find_progress(self._window) if self._sight == FACILITATOR else DebriefProgress()

    def list_debrief_parts(self, step: str) -> list[FormPart]:
        """Return what a step of the debrief tells and asks, with all that was said; nothing for anybody else.

        A text that is written in a slot is handed to `do` as the record that the slot makes of it.
        """
        return list_parts(self._window, step) if self._sight == FACILITATOR else []

    def list_own_answers(self, stage: str) -> list[tuple[DebriefPrompt, list[DebriefEntry]]]:
        """Return the questions of a stage that the viewer answers by itself, each with what was said to it.

        A role has its own; an evaluator those to everybody. There are none before the exercise is over. This is no part
        of the JSON form.
        """
        mine = "" if self._evaluates else self.viewer
        if not self._window.over or stage not in (END_STAGES if mine else END_STAGES[-1:]):
            return []
        asked = [one for one in list_prompts(self._window, stage) if one.role == mine]
        return [pair for pair in list_answers(self._window, stage, asked) if pair[0].role == mine]

    def list_own_notes(self) -> list[Observation]:
        """Return what an evaluator has noted, as it stands; nothing for anybody else."""
        if not self._evaluates:
            return []
        return [one for one in list_observations(self._window) if one.by == self.name]

    # Ratings, which may be given during play

    def list_ratings(self) -> list[Rating]:
        """Return each learning objective with its last rating; nothing for anybody but the facilitator."""
        return list_ratings(self._window) if self._sight == FACILITATOR else []

    def list_rating_parts(self, objective: str) -> list[FormPart]:
        """Return the part of the step *Ratings* that is about one learning objective; nothing for anybody else."""
        return list_rating_parts(self._window, objective) if self._sight == FACILITATOR else []

    # All parts together

    def build_view(self) -> SeatView:
        """Return all parts together."""
        return self._keep(
            "view",
            lambda: SeatView(
                viewer=self.viewer,
                position=self.find_position(),
                briefing=self.find_briefing(),
                asked=self.find_asked(),
                roles=self.list_roles(),
                numbers=self.list_numbers(),
                last_moves=self.list_last_moves(),
                flags=self.list_flags(),
                brinks=self.list_brinks(),
                map=self.build_map(),
                members=self.list_members(),
                objectives=self.list_objectives(),
                deals=self.list_deals(),
                cards=self.find_cards(),
                offers=tuple(
                    build_known_offer(self._window, self._sight, number, offer)
                    for number, offer in self.number_offers().items()
                ),
                closed=self.list_closed(),
                hearing=self.find_hearing(),
                reveal=self.find_reveal(),
                log=tuple(entry for _, entry in self.list_log()),
                question=self.find_question(),
                clock=self.find_clock(),
                notes=self.find_notes(),
                injectable=self.list_injectable(),
            ),
        )

    def dump_json(self) -> bytes:
        """Return the view as JSON in UTF-8."""
        return self._keep("json", lambda: dump_view(self.build_view()))

    @property
    def revision(self) -> str:
        """A digest of the JSON form: it changes when, and only when, what this viewer may see changes."""
        return self._keep("revision", lambda: blake2b(self.dump_json(), digest_size=16).hexdigest())

    # What may be done

    def do(
        self,
        verb: str,
        args: Mapping[str, Any] | None = None,
        because: str = "",
        said: Mapping[str, Any] | None = None,
        hat: str = "",
        key: str = "",
    ) -> Done | Refusal:
        """Carry out the command ``verb`` of the viewer, with its ``args``, as `Exercise.execute` does.

        The facilitator also writes records (`RECORD_VERBS`), with a reason where one is wanted, an evaluator writes
        observations under its name, and teams and evaluators answer in the debrief. A refusal changes nothing; all is
        refused where no exercise is played. ``key`` is that of a device. Raises as `Exercise.execute`.
        """
        if self._exercise is None:
            return NO_COMMANDS
        if verb in RECORD_VERBS and self._may_write(self._exercise, verb, args or {}):
            return write_record(self._exercise, verb, args or {}, because, hat, self.name, key)
        if self._sight == OBSERVER:
            return NO_HANDS
        return self._exercise.execute(self.viewer, verb, args, because=because, said=said, hat=hat, key=key)

    def _may_write(self, exercise: Exercise, verb: str, args: Mapping[str, Any]) -> bool:
        """May the viewer write this record?"""
        if self._sight == FACILITATOR or (self._evaluates and verb in EVALUATOR_VERBS):
            return True
        role = "" if self._evaluates else self.viewer
        return (
            verb == "debrief" and (self._evaluates or self._sight != OBSERVER) and is_own_answer(exercise, role, args)
        )


def open_seats(window: Window) -> dict[str, Seat]:
    """Return the seats of the room, of the facilitator and of every role, by viewer."""
    return {viewer: Seat(window, viewer) for viewer in (OBSERVER, FACILITATOR, *window.table.roles)}
