"""Says what content has in its notation in the words that people read on paper and in a terminal.

It reads only the models, so that a sheet or a card can be shown without compiling anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from wargame.content.model.deck import Check, Frame
from wargame.content.model.follows import ANY, LATER, NEXT, NOW, Follow
from wargame.content.model.keys import list_effect_items
from wargame.content.model.mechanics import UpkeepRule
from wargame.content.model.notation import NEIGHBOUR_WILL, TARGET_WILL, Change, Condition, Effects, Interval
from wargame.content.model.roles import Member
from wargame.content.model.scenario import Scenario
from wargame.content.model.source import Source
from wargame.content.model.types import ZoneFilter
from wargame.interval_text import format_turns_left
from wargame.likelihood import compute_odds
from wargame.outcome_text import format_change, format_no_change, format_steps


class Wording:
    """Says effects, conditions and checks of one scenario in its own names.

    ``called`` gives some numbers other names than those of the scenario.
    """

    def __init__(self, scenario: Scenario, called: Mapping[str, str] | None = None) -> None:
        self._scenario = scenario
        self._labels = {"turn": "Turn", "turns_left": "Turns left"}
        self._labels |= {name: track.name for name, track in scenario.tracks.items()}
        self._labels |= {name: derived.name for name, derived in scenario.derived.items()}
        self._labels |= {f"flags.{name}": flag.name for name, flag in scenario.flags.items()}
        self._labels |= {f"deals.{form.id}": form.title for form in scenario.deals}
        self._labels[TARGET_WILL] = "Will of the partner there"
        self._labels[NEIGHBOUR_WILL] = "Will of the partner next door"
        for number, spec in scenario.zone_numbers.items():
            self._labels[f"zones.target.{number}"] = f"{spec.name} there"
            self._labels[f"zones.neighbour.{number}"] = f"{spec.name} next door"
            for zone_id, zone in scenario.zones.items():
                self._labels[f"zones.{zone_id}.{number}"] = f"{zone.name}: {spec.name.lower()}"
        self._labels |= called or {}

    def find_label(self, name: str) -> str:
        """Return what a number is called: *Violence*, *Plaza Juárez: control*."""
        return self._labels.get(name, name)

    def format_change(self, name: str, change: Change) -> str:
        """Return one change: *Violence +1*, *Nexus to 0*, *Link exposed: yes*."""
        label = self.find_label(name)
        return format_change(label, change.n, change.op == "set", is_flag=name.startswith("flags."))

    def format_effects(self, effects: Effects) -> str:
        """Return several changes with commas between them; an empty text if there are none."""
        return ", ".join(self.format_change(name, change) for name, change in effects.items())

    def format_occasion(self, rule: UpkeepRule) -> str:
        """Return when a rule of upkeep applies: *always*, *when Violence 7 or more*, *after Interdict, when ...*."""
        titles = [action.title for action in self._scenario.actions if action.id in rule.after]
        parts = [f"after {' or '.join(titles)}"] if titles else []
        if rule.neighbour is not None:
            parts.append(f"next door is where {self._scenario.zone_numbers[rule.neighbour].name} is highest")
        if rule.when:
            parts.append(f"when {self.format_condition(rule.when)}")
        return ", ".join(parts) or "always"

    def format_criterion(self) -> str:
        """Return what makes the question of the scenario true, as a sentence; empty without a question."""
        question = self._scenario.question
        return f"True at the end with {self.format_condition(question.true_when)}." if question is not None else ""

    def format_condition(self, condition: Condition) -> str:
        """Return a condition: *Scrutiny 6 or more and Link exposed: no*; empty if it always holds."""
        parts = [self._format_term(name, interval) for name, interval in condition.all.items()]
        if condition.any:
            parts.append("(" + " or ".join(self.format_condition(part) for part in condition.any) + ")")
        return " and ".join(parts)

    def _format_term(self, name: str, interval: Interval) -> str:
        label = self.find_label(name)
        if name.startswith(("flags.", "deals.")):
            return f"{label}: {'yes' if interval.low == 1 else 'no'}"
        if name == "turns_left":
            return format_turns_left(interval.low, interval.high)
        return f"{label} {interval.format_words()}"

    def format_vetoes(self, member: Member) -> str:
        """Return when a member refuses: *its will is 1 or less*; an empty text if it never does."""
        text = Wording(self._scenario, {member.will: "its will is"}).format_condition(member.vetoes)
        return text if member.vetoes.all else text[1:-1]  # a single group of alternatives needs no brackets

    def format_refusal(self, role: str, name: str) -> str:
        """Return what a member can refuse: *every action at Tijuana, and what needs it: Raid*; or nothing."""
        places = " and ".join(
            self._scenario.zones[zone].name for zone in self._scenario.roles[role].members[name].zones
        )
        titles = [a.title for a in self._scenario.actions if a.role == role and name in a.needs]
        parts = [f"every action at {places}"] if places else []
        parts += [f"what needs it: {', '.join(titles)}"] if titles else []
        return ", and ".join(parts)

    def format_member(self, role: str, name: str) -> str:
        """Return what a member wants, and when it refuses what; everybody may know this."""
        member = self._scenario.roles[role].members[name]
        when, what = self.format_vetoes(member), self.format_refusal(role, name)
        return f"{member.text} While {when} it refuses {what}." if when and what else member.text

    def format_zone_filter(self, where: ZoneFilter) -> str:
        """Return a choice of zones: *Plaza or Transit zone with Control 4 or less*."""
        kinds = " or ".join(self._scenario.kinds.get(kind, kind) for kind in where.kinds) or "any zone"
        specs = self._scenario.zone_numbers
        bounds = [f"{specs[n].name if n in specs else n} {interval.format_words()}" for n, interval in where.numbers]
        return f"{kinds} with {' and '.join(bounds)}" if bounds else kinds

    def format_cost(self, frame: Frame) -> str:
        """Return a cost: *Revenue 1*; an empty text if the frame is free."""
        return ", ".join(f"{self.find_label(track)} {n}" for track, n in frame.cost.items())

    def format_check(self, check: Check) -> str:
        """Return a check before any bonus: *7 or more on two dice, 58 %*."""
        return f"{check.target} or more on two dice, {compute_odds(check.target)} %"

    def list_bonuses(self, check: Check) -> list[str]:
        """Return each bonus and penalty: *+1 the organisation pulls together (Cohesion 6 or more)*."""
        return [
            f"{bonus.add:+d} {bonus.because} ({self.format_condition(bonus.when)})"
            if bonus.because
            else f"{bonus.add:+d} if {self.format_condition(bonus.when)}"
            for bonus in check.plus
        ]

    def list_outcomes(self, frame: Frame) -> list[tuple[str, str]]:
        """Return what a frame does, by the case it does it in: (*always*, ...), (*success*, ...), (*failure*, ...).

        Effects under a key without a case of its own are told under the name of the key.
        """
        out = [
            ("always" if key == "effects" else key.replace("_", " "), self.format_effects(effects))
            for key, effects in list_effect_items(frame)
        ]
        if frame.check is not None:
            said = {case for case, _ in out}
            out += [(case, format_no_change()) for case in ("success", "failure") if case not in said]
        if frame.per is not None:
            out.append(("how often", format_steps(self.find_label(frame.per[0]), frame.per[1])))
        if frame.lasts:
            out.append(("lasts", f"{frame.lasts} turns"))
        if frame.reveal:
            out.append(("shown to all", ", ".join(self.find_label(track) for track in frame.reveal)))
        out += [format_follow(follow) for follow in frame.inject]
        if frame.end:
            out.append(("ends the exercise", self._find_ending_title(frame.end)))
        return out

    def _find_ending_title(self, name: str) -> str:
        return next((ending.title for ending in self._scenario.endings if ending.id == name), name)


_FOLLOWS = {
    LATER: "brings the card",
    NEXT: "brings as the next card",
    NOW: "brings at once the card",
}


def format_follow(follow: Follow) -> tuple[str, str]:
    """Return when and on which outcome a card is brought, and which."""
    said = _FOLLOWS[follow.at]
    return (said if follow.after == ANY else f"{said} after a {follow.after}"), follow.card


_RELATIONS = {"asserts": "from the paper", "reports": "reported there", "rebuts": "argued against there"}
"""How a document stands to a fact, by stance: it says so itself, passes it on, or argues against it."""


def format_relation(stance: str) -> str:
    """Return how a document stands to a fact: *from the paper*, *reported there*, *argued against there*."""
    return _RELATIONS[stance]


INVENTED = "invented for this exercise"
"""What is said of a part whose event no document has."""


def format_citations(
    facts: Iterable[str],
    sources: Iterable[Source],
    ours: str | None = None,
    invented: str | None = None,
    *,
    tell_invented: bool = True,
) -> str:
    """Return citations as people read them: *from Nolden 2011, p. 9-10, argued against there p. 4*.

    Each page has its relation: from the document, reported there, or argued against there. With ``ours`` the whole is
    *invented for this exercise, after* these pages. What is invented, by ``ours`` or beside what the document says by
    ``invented``, follows if ``tell_invented``. A fact of a missing source is cited by its bare name.
    """
    shelf = {source.id: {fact.id: fact for fact in source.facts} for source in sources}
    short = {source.id: source.short for source in sources}
    pages: dict[str, dict[str, list[str]]] = {}
    for name in facts:
        source_id, _, fact_id = name.partition("/")
        if source_id in shelf:
            fact = shelf[source_id].get(fact_id)
            listed = pages.setdefault(short[source_id], {})
            listed.setdefault(fact.stance if fact is not None else "asserts", []).append(fact.page if fact else "?")
        else:
            pages.setdefault(name, {})
    said = "; ".join(_format_relations("after" if ours else "from", *one) for one in pages.items())
    if ours:
        origin = ", ".join(filter(None, (INVENTED, said)))
        return f"{origin}: {ours}" if tell_invented else origin
    made_up = f"{begin_sentence(INVENTED)}: {invented}" if tell_invented and invented else ""
    return ". ".join(filter(None, (said, made_up)))


def begin_sentence(text: str) -> str:
    """Return a text with its first letter in capitals."""
    return f"{text[:1].upper()}{text[1:]}"


def _format_relations(word: str, name: str, pages: dict[str, list[str]]) -> str:
    """Return the pages of one document with their relations; a missing document has none."""
    if not pages:
        return f"{word} {name}"
    own = [f"p. {', '.join(merge_pages(pages['asserts']))}"] if "asserts" in pages else []
    others = [
        f"{words} p. {', '.join(merge_pages(pages[stance]))}"
        for stance, words in _RELATIONS.items()
        if stance in pages and stance != "asserts"
    ]
    return ", ".join([f"{word} {name}", *own, *others])


_PAGES = re.compile(r"(\d+)(?:-(\d+))?")


def merge_pages(pages: Iterable[str]) -> list[str]:
    """Return pages in order, each once, neighbours joined: *12, 13-14, 13, 1* gives *1*, *12-14*.

    Pages with Roman numbers, such as *ix*, come first.
    """
    numbers: set[int] = set()
    others: list[str] = []
    for page in pages:
        found = _PAGES.fullmatch(page)
        if found is None:
            others.append(page)
        else:
            numbers |= set(range(int(found[1]), int(found[2] or found[1]) + 1))
    runs: list[tuple[int, int]] = []
    for n in sorted(numbers):
        if runs and runs[-1][1] == n - 1:
            runs[-1] = runs[-1][0], n
        else:
            runs.append((n, n))
    return [*dict.fromkeys(others), *(f"{first}-{last}" if last > first else f"{first}" for first, last in runs)]
