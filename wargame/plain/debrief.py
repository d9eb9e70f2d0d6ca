"""The debrief at the prompt: the steps of the app, one prompt after another; Enter alone goes to the next one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wargame.exercise.debrief.form_parts import FormSlot, FormText
from wargame.exercise.debrief.stages import DebriefStep
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import UnclearError
from wargame.exercise.seat import Seat
from wargame.plain.closing import say_estimates
from wargame.plain.terminal_io import EndOfInput, Talk
from wargame.review.write.formats import format_endings, list_endings
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.refusal import Refusal
from wargame.rules.text.refusal_text import format_refusal, format_refusal_sentence
from wargame.rules.text.rule_text import begin_sentence, end_sentence
from wargame.session.journal import JournalError
from wargame.session.shell_commands import format_session_command

HELP = (
    "Type what people say and press Enter; Enter alone goes on. next, back: the step after or before. "
    "edit LINE TEXT: put what stands on that line otherwise; without a text it is taken back. "
    "time: how long this has taken. stop: leave it; wargame resume comes back to it."
)


class DebriefExit(Exception):
    """The debrief is left."""


class StepJump(Exception):
    """The debrief goes to another step: ``by`` steps forward."""

    def __init__(self, by: int) -> None:
        super().__init__(by)
        self.by = by


def offer_debrief(exercise: Exercise, talk: Talk, follow: Callable[[str], None] = lambda stage: None) -> None:
    """Offer the debrief of an exercise that is over. A script asks for it by the word *debrief*, or ends here.

    ``follow`` is called with each step that begins, for devices.
    """
    if not exercise.over or exercise.path is None:
        return
    try:
        if talk.live:
            talk.say("It can be talked over now, or later with this command, which asks the same again:")
            talk.say_command(format_session_command("resume", exercise.path, "--plain"))
        wanted = talk.ask_yes_no("Talk it over now, step by step?") if talk.live else talk.skip_to_word("debrief")
        if wanted:
            Debrief(exercise, talk, follow).run()
            exercise.seal()
            talk.say("All that was said is in the session file. Its last line has this digest now:")
            talk.say_command(exercise.head)
    except EndOfInput:
        return  # what was said is recorded; `play` closes the file


class Debrief:
    """The steps of the debrief, one after another. Each entry is recorded at once."""

    def __init__(self, exercise: Exercise, talk: Talk, follow: Callable[[str], None] = lambda stage: None) -> None:
        self.exercise, self.talk, self._follow = exercise, talk, follow
        self.chair = Seat(exercise, FACILITATOR)
        self._began = exercise.compute_seconds_spent()

    def run(self) -> None:
        """Go through the steps, then offer the report. Raises `EndOfInput`, `JournalError`."""
        self.talk.say(HELP)
        at, listed = 0, self.chair.list_debrief_steps()
        try:
            while at < len(listed):
                try:
                    self.run_step(at, listed[at])
                    at += 1
                except StepJump as turn:
                    at = max(0, at + turn.by)
            self.offer_report()
        except DebriefExit:
            return

    def run_step(self, at: int, step: DebriefStep) -> None:
        """Read a step out and ask its prompts. Raises `StepJump`, `DebriefExit`, `EndOfInput`."""
        self._follow(step.id)
        minutes = f", about {step.minutes} minute{'s' * (step.minutes != 1)}" if step.minutes else ""
        self.talk.say_heading(f"Debrief {at + 1}: {step.title}{minutes}")
        self.talk.say(step.about)
        last = -1
        while (last := last + 1) < len(parts := self.chair.list_debrief_parts(step.id)):
            part = parts[last]
            if isinstance(part, FormText):
                self.say_part(part)
            elif part.entry:
                self.talk.say(f"* {part.says} ({part.key})", 2, 2)
            else:
                self.ask(part)
                keys = [one.key if isinstance(one, FormSlot) else "" for one in self.chair.list_debrief_parts(step.id)]
                last = keys.index(part.key) if part.key in keys else last  # an answer may have added parts before it

    def say_part(self, part: FormText) -> None:
        """Say a text of the form, or the estimates where a chart stands in the app."""
        if part.kind == "drift":
            say_estimates(Seat(self.exercise, OBSERVER), self.talk)
            return
        if part.kind == "heading":
            self.talk.say()
        whole = part.kind in ("heading", "text")
        self.talk.say(part.text, 0 if whole else 2, 0 if whole else 2)

    def ask(self, slot: FormSlot) -> None:
        """Ask one slot: once, or, where it takes many entries, until Enter alone."""
        question = slot.says if slot.has_question else slot.ask
        if not slot.many and question != slot.says:
            self.talk.say(slot.says)
        while True:
            answer = self.talk.ask(f"{question} >", slot.limit, HELP)
            if not answer:
                return
            if self.try_command(answer):
                continue
            try:
                done = self.chair.do(*slot.put(answer))
            except UnclearError as unclear:
                self.talk.say(begin_sentence(end_sentence(str(unclear))))
                continue
            except JournalError as error:
                self.talk.say(f"{error} What was written before stands.")
                if not self.talk.live:
                    raise DebriefExit from error
                continue
            if isinstance(done, Refusal):
                self.talk.say(format_refusal_sentence(done))
                continue
            self.talk.say(f"Written down as line {done.n}.", 2)
            if not slot.many:
                return

    def try_command(self, answer: str) -> bool:
        """Carry out a word of the debrief itself; False if the answer is an entry. Raises `StepJump`, `DebriefExit`."""
        word, _, rest = answer.partition(" ")
        if word.lower() == "edit" and rest.partition(" ")[0].isdecimal():
            self.edit(rest)
        elif answer.lower() == "time":
            spent = (self.exercise.compute_seconds_spent() - self._began) / 60
            self.talk.say(f"{spent:.0f} of {self.chair.find_debrief_progress().minutes} minutes.")
        elif answer.lower() == "next":
            raise StepJump(1)
        elif answer.lower() == "back":
            raise StepJump(-1)
        elif answer.lower() in ("stop", "quit"):
            raise DebriefExit
        else:
            return False
        return True

    def edit(self, rest: str) -> None:
        """Change an entry: ``rest`` has the number of its line and its new text."""
        number, _, text = rest.partition(" ")
        slots = (part for step in self.chair.list_debrief_steps() for part in self.chair.list_debrief_parts(step.id))
        entries = {str(part.written): part for part in slots if isinstance(part, FormSlot) and part.entry}
        if number not in entries:
            self.talk.say(f"Line {number} is nothing that can be put otherwise here.")
            return
        try:
            done = self.chair.do(*entries[number].put(text.strip()))
        except UnclearError as unclear:
            self.talk.say(begin_sentence(end_sentence(str(unclear))))
            return
        if isinstance(done, Refusal):
            self.talk.say(format_refusal(done))
            return
        self.talk.say(f"Written down as line {done.n}; the first stays too.")

    def offer_report(self) -> None:
        """Ask for the name of a report file, and write it."""
        path = self.exercise.path
        assert path is not None
        self.talk.say_heading("Report")
        standard = list_endings()[0]
        self.talk.say(f"Name a file that ends in {format_endings()}. Enter writes {path.stem}{standard} here:")
        self.talk.say_command(str(path.parent))
        answer = self.talk.ask("File (no: none) >", 400)
        if answer.lower() in ("no", "n", "none", "stop", "quit"):
            return
        from wargame.review.write.files import write_report

        try:
            (written,) = write_report([path], Path(answer) if answer else None)
        except OSError as error:
            self.talk.say(f"{answer or path.parent}: it cannot be written ({error.strerror}).")
            return
        except (ValueError, JournalError) as error:
            self.talk.say(f"{error}")
            return
        self.talk.say("Written:")
        self.talk.say_command(str(written))
