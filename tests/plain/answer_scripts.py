"""What the tests of the line mode talk with: files of answers, a monkey that answers at random, and canary words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.exercise.exercise_driver import tiny_content
from tests.playing import Pick
from wargame.content.load.loader import Content, pin, unpin
from wargame.exercise.play.exercise import Exercise
from wargame.plain import play
from wargame.plain.terminal_io import EndOfInput, Talk
from wargame.session.records import CommandLine

OPENS = re.compile(r"^-- Private: (.+)\. Everybody else looks away\. --$")
CLOSES = "-- End of the private part. --"


def transcript(exercise: Exercise, answers: str, resumed: bool = False) -> tuple[int, str]:
    """Run an exercise on a text of answers; the exit code and all that was said."""
    out = io.StringIO()
    code = play(exercise, resumed=resumed, talk=Talk(io.StringIO(answers), out))
    return code, out.getvalue()


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Who looks on, and what is on the screen then; nobody's name for what all see."""
    who = ""
    lines: list[str] = []
    for line in text.split("\n"):
        opened = OPENS.match(line)
        if opened or line == CLOSES:
            yield who, "\n".join(lines)
            who, lines = opened[1] if opened else "", []
        else:
            lines.append(line)
    yield who, "\n".join(lines)


def flat(text: str) -> str:
    """A text without the line breaks of its wrapping."""
    return " ".join(text.split())


# Canaries


def canary_content(content: Content | None = None) -> Content:
    """Content in which everything somebody may not see holds a word that tells whose it is, or which card's."""
    data = pin(content or tiny_content())
    for role, spec in data["scenario"]["roles"].items():
        spec["private"] += f" private-{role}"
        for objective in spec["objectives"]:
            if objective.get("secret"):
                objective["title"] += f" secret-{role}"
                objective["text"] += f" secret-{role}"
    for deck in data["decks"]:
        for card in deck["cards"]:
            card["title"] += f" title-{card['id']}/"
            card["text"] += f" text-{card['id']}/"
            card["expect"] = f"expect-{card['id']}"
            card["ask"] = [f"ask-{card['id']}?"]
    return unpin(data)


def own_words(role: str) -> str:
    """What a role types in private."""
    return f"words-{role}"


def argued_words(role: str, n: int) -> str:
    """What a role says in the argument that becomes line ``n``: everybody's to hear at the hearing, unless secret."""
    return f"argued-{role}-{n}."


def forbidden(exercise: Exercise, who: str) -> list[str]:
    """The canaries that ``who`` (a role, or ``observer``) may not see now."""
    table = exercise.table
    words = ["expect-", "ask-"]
    for role in table.roles:
        if role != who:
            words += [f"private-{role}"]
            words += [] if exercise.over else [f"secret-{role}", own_words(role)]
    for line in exercise.lines:
        if isinstance(line, CommandLine) and line.do == "argue" and line.role != who and not exercise.over:
            heard = not line.args["secret"] and (exercise.phase != "plan" or line.turn < exercise.turn)
            words += [] if heard else [argued_words(line.role, line.n)]
    delivered = _cards(exercise, exercise.table.at.current)
    shown = delivered | _cards(exercise, exercise.table.at.next)
    words += [f"title-{card.id}/" for card in table.cards if card.id not in shown]
    words += [f"text-{card.id}/" for card in table.cards if card.id not in delivered]
    return words


def _cards(exercise: Exercise, column: int) -> set[str]:
    """The cards that this column ever held, in what was undone too."""
    table = exercise.table
    name = table.columns[column].name
    return {
        table.cards[table.entries[change.after - 1]].id
        for line in exercise.lines
        if isinstance(line, CommandLine)
        for change in line.events.iter_changes()
        if change.what == name and change.after
    }


# The monkey


class Monkey(Talk):
    """Answers every prompt at random, mostly with sense. ``looks`` is told who looks on and what is on the screen."""

    def __init__(self, exercise: Exercise, pick: Pick, looks: Callable[[str, str], None], most: int = 400) -> None:
        self.screen = io.StringIO()
        super().__init__(io.StringIO(), self.screen)
        self.exercise, self.pick, self.looks, self.left = exercise, pick, looks, most
        self.who = ""
        self.said: list[str] = []
        names = {spec.name: role for role, spec in exercise.table.scenario.roles.items()}
        self.roles: Mapping[str, str] = names | {"Facilitator": "facilitator"}

    def look(self) -> None:
        text = self.screen.getvalue()
        self.screen.seek(0)
        self.screen.truncate()
        self.said.append(text)
        if text.strip():
            self.looks(self.roles.get(self.who, "observer"), text)

    def ask(self, prompt: str, most: int = 10_000, help: str = "") -> str:
        self._write(f"{prompt} ")
        self.look()
        self.left -= 1
        if not self.left:
            raise EndOfInput
        answer = self.answer(prompt)
        self.said.append(answer + "\n")
        return answer

    def open_private(self, who: str) -> None:
        self.look()
        self.who = who
        super().open_private(who)

    def close_private(self) -> None:
        self.look()
        self.who = ""
        super().close_private()

    def among(self, *choices: str) -> str:
        return choices[self.pick(len(choices))]

    def answer(self, prompt: str) -> str:
        """Something to say to a prompt, by how it begins."""
        mine = own_words(self.roles.get(self.who, "")) if self.who else "said aloud"
        reason = f"because {mine}"
        if prompt.startswith("[turn"):
            return self.at_the_table()
        if prompt.endswith("number (help, back):"):
            return self.among(
                *(f"{n}" for n in range(1, 10)), *(f"{n} {reason}" for n in range(1, 7)),
                "help", "offers", "board", "brief", "log", "back", "99", "nonsense", "",
            )  # fmt: skip
        if prompt.startswith("Your estimate"):
            return self.among("50", f"likely {reason}", "very unlikely", "150", "perhaps", "back", "log")
        if prompt.startswith("Which numbers should move"):
            return self.among("", "fear -1", "trust +1, fear +2", "purse +1", "files -1", "luck +1", "fear +99")
        if prompt.startswith("Which effects"):
            return self.among("fear -1", "purse +1 for 2 closes", "nonsense")
        if prompt.startswith("Which card"):
            return self.among(*(card.id for card in self.exercise.table.cards))
        if prompt.startswith("Which"):
            return self.among("docks", "market", "hill", "the", "")
        if prompt.startswith("Strong reasons"):
            return self.among("", "p1", "c1", "p1 c1", "p9", f"veto {reason}", "allow", "veto", "weigh")
        if prompt.startswith("Enter to rule as it stands"):
            return self.among("", "", "purse -1 because it costs", "files +1 for 2 closes", "nonsense")
        if prompt.startswith(("Roll two dice", "Draw a card")):
            return self.among("", "4 3", "7 7", "letters", "fire", "x")
        if prompt.startswith("Play one practice turn"):
            return "n"  # its cards are other cards than those that `forbidden` knows of
        if prompt.endswith("[y/N]"):
            return self.among("y", "y", "n", "", "what")
        if self.who and prompt.startswith(("What do you do", "What should come of it", "Reason")):
            return argued_words(self.roles[self.who], len(self.exercise.lines) + 2)
        if "nter" in prompt or prompt.endswith("?") or prompt.startswith(("What", "Why", "Reason")):
            return self.among("", mine, mine, "no", "withdraw", "-1")
        raise AssertionError(f"an unknown prompt: {prompt!r}")

    def at_the_table(self) -> str:
        if self.pick(3):
            return ""
        because = "because I say so"
        rich = [
            "help", "help undo", "help nothing", "board", "map", "log", "secrets", "show", "clock", "", "back",
            "nonsense", f"undo {because}", "undo", f"undo 2 {because}", "undo x",
            f"undo {len(self.exercise.lines) - 3} {because}", "overrule nobody because no", "overrule",
            f"overrule ring {because}", f"overrule town {because}",
            f"rule fear +1 {because}", f"rule purse +1 for 2 closes {because}", "rule", f"lift {because}",
            f"lift 0 {because}", f"set purse 4 {because}", f"set files 2 {because}", f"set docks grip 3 {because}",
            f"set insider true {because}", "set purse", "set purse 99 because more", f"inject letters {because}",
            "inject", f"inject fire {because}", f"skip {because}", f"defer {because}", "note + #cost They asked first.",
            "note", "note #nothing x", "bookmark", "bookmark the turn", "amend 3 because better",
            "amend 999 because x", "amend", "pause", "bot town random", "bot ring clever", "people town", "bot",
            "people nobody", "hat white", "hat green", "hat", "r", "t", "r 3 because said aloud", "ring",
            "t 1 because said aloud", "t 4 hill because said aloud", "r 77", "the council",
            "r 4 fear +1 because said aloud",
        ]  # fmt: skip
        return rich[self.pick(len(rich))]


def monkey_plays(
    exercise: Exercise, pick: Pick, looks: Callable[[str, str], None] = lambda who, text: None, **more: Any
) -> tuple[int, Monkey]:
    """Let the monkey run an exercise; the exit code, and the monkey."""
    monkey = Monkey(exercise, pick, looks, **more)
    code = play(exercise, talk=monkey)
    monkey.look()
    return code, monkey
