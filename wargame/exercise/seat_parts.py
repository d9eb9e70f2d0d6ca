"""`SeatParts`: what one viewer may see of a session, part by part, as typed data.

Each part is computed on its own, when it is first asked for, and kept until a further line is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import TypeVar, cast

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import number_closed, number_offers
from wargame.exercise.play.seats import PEOPLE
from wargame.exercise.view.asked import Asked, build_asked
from wargame.exercise.view.briefing import KnownBriefing, build_briefing
from wargame.exercise.view.brinks import KnownBrink, list_brinks
from wargame.exercise.view.cards import TableCard, TableCards, build_card, build_cards
from wargame.exercise.view.causes import LastMove, MoveTrail
from wargame.exercise.view.deals import KnownDeal, list_standing_deals
from wargame.exercise.view.entries import KnownEntry, build_entry, is_known_of_people
from wargame.exercise.view.facilitator import FacilitatorNotes, InjectableCard, build_notes, list_injectable
from wargame.exercise.view.hearing import Hearing, build_hearing
from wargame.exercise.view.numbers import KnownFlag, KnownNumber, list_known_flags, list_known_numbers
from wargame.exercise.view.objectives import RoleObjectives, list_objectives
from wargame.exercise.view.outlooks import KnownClosed
from wargame.exercise.view.position import Position, build_position
from wargame.exercise.view.question import KnownQuestion, build_question
from wargame.exercise.view.reveal import Reveal, build_reveal
from wargame.exercise.view.roles import KnownRole, list_roles
from wargame.exercise.view.times import ClockState, TimeLeft, build_clock, build_time_left, build_times
from wargame.exercise.view.window import Window
from wargame.exercise.view.zones import KnownMap, build_map
from wargame.rules.members import KnownMember, list_known_members
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.offers import Offer
from wargame.rules.told import CardCame, Told, TurnBegan

Part = TypeVar("Part")

EVALUATOR = "*evaluator"
"""The viewer who sees what the room sees, and writes observations under its own name. No role can have this id."""


class SeatParts:
    """The parts of the view of one viewer; `Seat` adds what may be done."""

    def __init__(self, window: Window, viewer: str, name: str = "") -> None:
        """``name`` is the name of an evaluator. Raises `ValueError` for a viewer that there is not."""
        if viewer not in (*window.table.roles, OBSERVER, FACILITATOR, EVALUATOR):
            raise ValueError(f"there is no viewer {viewer!r}")
        self.viewer = viewer
        self._evaluates = viewer == EVALUATOR
        if self._evaluates and not name.strip():
            raise ValueError("an evaluator has a name")
        self.name = name
        self._sight = OBSERVER if self._evaluates else viewer
        self._window = window
        self._exercise = window if isinstance(window, Exercise) else None
        self._kept: dict[str, object] = {}
        self._kept_at = -1
        self._entries: dict[int, KnownEntry | None] = {}
        self._entries_over = False
        self._trail = MoveTrail(window, self._sight)

    def _keep(self, name: str, build: Callable[[], Part]) -> Part:
        """Return the part called ``name``; build it if no part was kept since the last line was written."""
        at = len(self._window.lines)
        if at != self._kept_at:
            self._kept, self._kept_at = {}, at
        if name not in self._kept:
            self._kept[name] = build()
        return cast(Part, self._kept[name])

    # What may be seen, part by part

    def find_position(self) -> Position:
        """Return where the exercise stands: turn, phase, ending."""
        return self._keep("position", lambda: build_position(self._window, self._sight))

    def find_role(self, role: str) -> KnownRole:
        """Return a role by its id. Raises `LookupError` if there is no such role."""
        found = next((one for one in self.list_roles() if one.id == role), None)
        if found is None:
            raise LookupError(f"there is no role {role!r}")
        return found

    def list_acting_roles(self) -> list[str]:
        """Return the ids of the roles in the order in which they act."""
        return [self._window.table.roles[index] for index in self._window.table.order]

    def list_people_roles(self) -> list[str]:
        """Return the roles that people play."""
        return [role.id for role in self.list_roles() if role.seat == PEOPLE]

    def has_onlookers(self, role: str) -> bool:
        """Do people play a role beside this one? Then they could read what is for its eyes only."""
        return any(other != role for other in self.list_people_roles())

    def find_briefing(self) -> KnownBriefing:
        """Return the texts that are read out before the exercise and after it."""
        return self._keep("briefing", lambda: build_briefing(self._window, self._sight))

    def find_asked(self) -> Asked:
        """Return what is asked now, and of whom."""
        return self._keep("asked", lambda: build_asked(self._window, self._sight))

    def list_roles(self) -> tuple[KnownRole, ...]:
        """Return the roles: who plays them, their briefings."""
        return self._keep("roles", lambda: list_roles(self._window, self._sight))

    def list_numbers(self) -> tuple[KnownNumber, ...]:
        """Return the tracks, the will of members and the derived numbers, with their changes."""
        return self._keep("numbers", lambda: list_known_numbers(self._window, self._sight))

    def list_last_moves(self) -> tuple[LastMove, ...]:
        """Return why each number last rose and last fell; the last move is last."""
        return self._keep("last_moves", self._trail.list_last_moves)

    def list_flags(self) -> tuple[KnownFlag, ...]:
        """Return the flags."""
        return self._keep("flags", lambda: list_known_flags(self._window, self._sight))

    def list_brinks(self) -> tuple[KnownBrink, ...]:
        """Return the endings that are near, as everybody was told."""
        return self._keep("brinks", lambda: list_brinks(self._window, self._sight))

    def build_map(self) -> KnownMap:
        """Return the zones with their numbers and links."""
        return self._keep("map", lambda: build_map(self._window))

    def list_members(self) -> tuple[KnownMember, ...]:
        """Return the members of all roles: their will, and what they refuse."""
        return self._keep("members", self._build_members)

    def _build_members(self) -> tuple[KnownMember, ...]:
        window = self._window
        row, earlier = window.build_view(OBSERVER), window.build_turn_start_view(OBSERVER)
        return list_known_members(window.table, row, earlier)

    def list_objectives(self) -> tuple[RoleObjectives, ...]:
        """Return the objectives of the viewer with their points; of all roles at the end and for the facilitator."""
        return self._keep("objectives", lambda: list_objectives(self._window, self._sight))

    def find_own_objectives(self) -> RoleObjectives:
        """Return the objectives of the viewer's role. Raises `LookupError` if the viewer is no role."""
        found = next((one for one in self.list_objectives() if one.role == self._sight), None)
        if found is None:
            raise LookupError(f"{self._sight} is no role")
        return found

    def list_deals(self) -> tuple[KnownDeal, ...]:
        """Return the deals that stand, with their terms."""
        return self._keep("deals", lambda: list_standing_deals(self._window, self._sight))

    def find_cards(self) -> TableCards:
        """Return the card on the table, the others that came in this turn, and the title of the next one."""
        return self._keep("cards", lambda: build_cards(self._window, self._list_came(), self._sight))

    def find_card(self, card: str) -> TableCard:
        """Return a card that came, by its id, without its answer. Raises `LookupError` if no such card came."""
        if not any(isinstance(one, CardCame) and one.card == card for one in self._iter_told_back()):
            raise LookupError(f"no card {card!r} came")
        return build_card(self._window, card, self._sight)

    def _list_came(self) -> list[str]:
        """Return the ids of the cards that came in this turn, in the order in which they came."""
        came: list[str] = []
        for told in self._iter_told_back():
            if isinstance(told, TurnBegan):
                break
            if isinstance(told, CardCame):
                came.append(told.card)
        return came[::-1]

    def _iter_told_back(self) -> Iterator[Told]:
        """Yield what happened, as far as the viewer may know it, the last first. This builds no entry of the log."""
        for line in reversed(self._window.standing):
            yield from reversed(self._window.list_told(line.n, self._sight))

    def list_offers(self) -> tuple[Offer, ...]:
        """Return what the viewer may do now."""
        return self._keep("offers", lambda: tuple(self._window.list_offers(self._sight)))

    def number_offers(self) -> dict[int, Offer]:
        """Return what the viewer may do now, by the number that people type."""
        return number_offers(self._window.table, self.list_offers(), self._sight)

    def list_closed(self) -> tuple[KnownClosed, ...]:
        """Return what is not open to the viewer's role now, each with its reason."""
        return self._keep("closed", self._build_closed)

    def _build_closed(self) -> tuple[KnownClosed, ...]:
        closed = number_closed(self._window.table, self._window.list_closed(self._sight), self._sight)
        return tuple(KnownClosed(number, offer) for number, offer in closed)

    def find_hearing(self) -> Hearing | None:
        """Return the argument that is heard now; None without one that the viewer may hear."""
        return self._keep("hearing", lambda: build_hearing(self._window, self._sight))

    def find_reveal(self) -> Reveal:
        """Return the plans of this turn that the viewer knows, and what became of them."""
        return self._keep("reveal", lambda: build_reveal(self._window, self._sight))

    @property
    def place(self) -> int:
        """Where the log ends now, to go on from there with `list_log`. It is not for the viewer to read."""
        return self._window.lines[-1].n if self._window.lines else 0

    def list_log(self, since: int = 0) -> tuple[tuple[int, KnownEntry], ...]:
        """Return the entries of the log after the place ``since``, each with its place.

        Places are not for the viewer to read: gaps between them would tell how much others decided in secret.
        """
        log = self._keep("log", self._build_log)
        return log[bisect_right(log, since, key=itemgetter(0)) :] if since else log

    def _build_log(self) -> tuple[tuple[int, KnownEntry], ...]:
        """Return the whole log. An entry is built once: it stays the same until the exercise is over."""
        if self._window.over != self._entries_over:
            self._entries, self._entries_over = {}, self._window.over
        out = []
        by_people = False
        for line in self._window.standing:
            n = line.n
            if n not in self._entries:
                by_people = by_people or is_known_of_people(self._window, line, self._sight)
                self._entries[n] = build_entry(self._window, line, self._sight, by_people)
            entry = self._entries[n]
            if entry is not None:
                out.append((n, entry))
            by_people = entry is None and (by_people or is_known_of_people(self._window, line, self._sight))
        return tuple(out)

    def find_question(self) -> KnownQuestion | None:
        """Return the question of the scenario with the estimates given; None without a question."""
        return self._keep("question", lambda: build_question(self._window, self._sight))

    def find_clock(self) -> ClockState:
        """Return whether the clocks stand still, and the time spent for the facilitator."""
        return self._keep("clock", lambda: build_clock(self._window, self._sight))

    def compute_seconds_spent(self) -> float:
        """Return the seconds of play up to now, without pauses; 0 for anybody but the facilitator.

        In a session that is only read, this is as of the last line.
        """
        spent = self.find_clock().spent
        if spent is None or self._exercise is None:
            return spent.seconds if spent is not None else 0.0
        return self._exercise.compute_seconds_spent()

    def find_time_left(self, since: float = 0.0) -> TimeLeft | None:
        """Return the time left of the phase and of the exercise; None once the exercise is over.

        It goes on from the last line: by the clock of the exercise, in a session that is only read by ``since``
        seconds. This is no part of the JSON form, which changes with the lines alone.
        """
        if self._window.over:
            return None
        if self._exercise is not None:
            since = self._exercise.compute_seconds_spent() - build_times(self._window).seconds
        return build_time_left(self._window, since)

    def find_notes(self) -> FacilitatorNotes | None:
        """Return the notes on the cards; None for anybody but the facilitator."""
        return self._keep("notes", lambda: build_notes(self._window, self._sight))

    def list_injectable(self) -> tuple[InjectableCard, ...]:
        """Return the cards that the facilitator can inject now; nothing for anybody else."""
        return self._keep("injectable", lambda: list_injectable(self._window.table, self.list_offers()))
