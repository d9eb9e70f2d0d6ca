"""What is written down from devices beside decisions: notes of evaluators, and answers in the debrief."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.devices.complaints import DECIDED
from wargame.devices.end_part import find_question_kind, has_answer
from wargame.devices.host import Host
from wargame.devices.notes_page import MOST_WORDS, name_evaluator
from wargame.devices.page_maker import Complaint
from wargame.devices.room_state import Device, clean_line
from wargame.exercise.debrief.stages import LONGEST
from wargame.exercise.play.exercise import Done
from wargame.exercise.seat import Seat
from wargame.rules.refusal import Refusal
from wargame.rules.text.refusal_text import format_refusal_sentence

NOTHING_WRITTEN = Complaint("There is nothing in it yet.", "Write a few words, then hand it in.")
NO_SUCH = Complaint("That cannot be written now.", "Look again: the page may have been an old one.")
CHANGED = Complaint("That answer has been changed meanwhile.", "Read it again, then change it.")
NO_PICK = Complaint("Choose what it was: a strength, or something to improve.", "")


class Writings:
    """Writes what devices send through the seat of their viewer. Each method returns why it was not written, or None.

    ``key`` is that of a form: what comes again with it is written once.
    """

    def __init__(self, host: Host) -> None:
        self._host = host

    def find_own_seat(self, device: Device, is_evaluator: bool) -> Seat:
        """Return the seat through which a device writes."""
        return (
            self._host.find_evaluator(name_evaluator(device)) if is_evaluator else self._host.find_seat(device.viewer)
        )

    def note(self, device: Device, fields: Mapping[str, str], key: str) -> Complaint | None:
        """Write a note of an evaluator, with the card that lies open."""
        seat, kind = self.find_own_seat(device, True), fields.get("kind", "")
        if kind not in ("strength", "improvement"):
            return NO_PICK
        card = seat.find_cards().now
        args = {
            "text": clean_line(fields.get("words", ""), MOST_WORDS),
            "kind": kind,
            "objective": clean_line(fields.get("objective", ""), 80),
            "about": card.title if card is not None else "",
        }
        return self._write(seat, "note", args, key)

    def mend(self, device: Device, fields: Mapping[str, str], key: str) -> Complaint | None:
        """Put the last note of an evaluator in other words, or take it back."""
        seat = self.find_own_seat(device, True)
        notes = seat.list_own_notes()
        if not notes or fields.get("line") != str(notes[-1].line):
            return NO_SUCH
        if fields.get("do") == "back":
            return self._write(seat, "note", {"text": "", "kind": "note", "amends": notes[-1].line}, key)
        words = clean_line(fields.get("words", ""), MOST_WORDS)
        if not words:
            return NOTHING_WRITTEN
        put = {"text": words, "kind": notes[-1].kind, "objective": notes[-1].objective, "amends": notes[-1].line}
        return self._write(seat, "note", put, key)

    def answer(self, device: Device, is_evaluator: bool, fields: Mapping[str, str], key: str) -> Complaint | None:
        """Write an answer in the debrief, or change one: of the team, without the name of who typed it."""
        seat, stage, question = (
            self.find_own_seat(device, is_evaluator), fields.get("stage", ""), fields.get("question", "")
        )  # fmt: skip
        if "line" in fields and not is_evaluator:
            return self._change_answer(seat, fields, key)
        text = clean_line(fields.get(f"text-{stage}-{question}", ""), LONGEST)
        if not text:
            return NOTHING_WRITTEN
        try:
            kind = find_question_kind(seat, stage, question)
        except LookupError:
            return NO_SUCH
        role = "" if is_evaluator else device.viewer
        args = {"stage": stage, "kind": kind, "role": role, "question": question, "text": text}
        return self._write(seat, "debrief", args, key)

    def _change_answer(self, seat: Seat, fields: Mapping[str, str], key: str) -> Complaint | None:
        """Put an answer of a team in other words, or take it back, unless it was changed since its page was drawn."""
        text = clean_line(fields.get(f"text-{fields['line']}-{fields.get('written', '')}", ""), LONGEST)
        try:
            line, written = int(fields["line"]), int(fields.get("written", ""))
        except ValueError:
            return NO_SUCH
        if self._host.is_taken(key):
            return None
        if not has_answer(seat, line, written):
            return CHANGED
        if fields.get("do") == "back":
            text = ""
        elif not text:
            return NOTHING_WRITTEN
        return self._write(seat, "debrief", {"amends": line, "text": text}, key)

    def _write(self, seat: Seat, verb: str, args: Mapping[str, object], key: str) -> Complaint | None:
        done = self._host.write(seat, verb, args, key)
        if isinstance(done, Done):
            return None
        if isinstance(done, Refusal):
            return Complaint(format_refusal_sentence(done), "")
        return Complaint(*DECIDED[done])
