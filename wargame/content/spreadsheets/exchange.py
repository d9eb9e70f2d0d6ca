"""Reads exercises in CEXF, the Common Exercise Format of the MISP project, as far as a deck can hold them.

An exercise is one JSON object: ``exercise`` describes it, ``injects`` are its injects, ``inject_payloads`` what they
deliver, and ``inject_flow`` when each comes and what follows it. An inject becomes a card. One that starts the exercise
comes in turn 1; one that follows another is brought by that card; a time in seconds becomes a turn by the plan of the
scenario. Payloads that are no text, and how answers are scored by a machine, have no place in a deck: that is said.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wargame.content.model.deck import MOST_CARDS, Card, Deck
from wargame.content.model.made_ids import build_id
from wargame.content.spreadsheets.book import Misfit, SpreadsheetError
from wargame.content.spreadsheets.book_file import read_bytes
from wargame.content.spreadsheets.card_reading import DeckData, order_keys
from wargame.content.spreadsheets.cells import cut_text
from wargame.content.spreadsheets.limits import MOST_BYTES_OF_TEXT
from wargame.content.spreadsheets.planned_times import TurnPlan
from wargame.content.spreadsheets.reading import FindPlan

_LONGEST_LINE, _LONGEST_TEXT = 200, 5000
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def read_exchange(
    data: Any, path: Path, given: Mapping[str, str], otherwise: Mapping[str, str], find_plan: FindPlan
) -> DeckData:
    """Return the deck in the data of a CEXF file. Raises `SpreadsheetError` for data that hold no such exercise."""
    if not isinstance(data, dict) or not isinstance(data.get("injects"), list) or "exercise" not in data:
        problem = "this is no exercise in CEXF: expected an object with exercise and injects, or a list of injects"
        raise SpreadsheetError(f"{path}: {problem}")
    if len(data["injects"]) > MOST_CARDS:
        raise SpreadsheetError(f"{path}: it has {len(data['injects'])} injects, and a deck has at most {MOST_CARDS}")
    read = DeckData({"format": 1})
    exercise = _read_mapping(data.get("exercise"))
    found = {"title": cut_text(_read_text(exercise.get("name")), _LONGEST_LINE)}
    about = _read_text(exercise.get("expanded")) or _read_text(exercise.get("description"))
    found["about"] = cut_text(about, _LONGEST_TEXT)
    said = {key: text for key, text in found.items() if text}
    read.data = order_keys({**otherwise, **read.data, **said, **given}, Deck)
    plan = find_plan(str(read.data.get("scenario", "")))
    read.data["cards"] = _Injects(str(path), data, plan, read).build_cards()
    return read


def read_json(path: Path) -> Any:
    """Return the data of a JSON file.

    Raises `SpreadsheetError` for a file that is none, and for an object in which a key stands twice: one of its values
    would be lost.
    """
    raw = read_bytes(path, MOST_BYTES_OF_TEXT)
    if not raw.strip():
        raise SpreadsheetError(f"{path}: the file is empty")
    try:
        return json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_build_object,
            parse_int=_read_integer,
            parse_constant=_refuse_constant,
        )
    except UnicodeDecodeError:
        raise SpreadsheetError(f"{path}: it is not UTF-8 text; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise SpreadsheetError(f"{path}: line {error.lineno}, column {error.colno}: this is no JSON") from None
    except RecursionError:
        raise SpreadsheetError(f"{path}: this JSON is nested too deep") from None
    except _NoDataError as error:
        raise SpreadsheetError(f"{path}: {error}") from None


_MOST_DIGITS = 40
"""The most digits of a number; Python itself refuses thousands."""


class _NoDataError(ValueError):
    """JSON that Python reads, but that is no data, or would be read in part."""


def _build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        key = next(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
        raise _NoDataError(f"the key {key!r} stands twice in one object; name one of the two otherwise")
    return found


def _read_integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _NoDataError(f"a number has {len(digits)} digits; at most {_MOST_DIGITS} are read")
    return int(digits)


def _refuse_constant(name: str) -> Any:
    raise _NoDataError(f"{name} is no value of JSON; write a number or a text in quotes")


def _read_mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list_mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _list_texts(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [text for one in found if (text := _read_text(one))]


def _read_text(value: Any) -> str:
    """Return a text without control characters; nothing for a value that is neither a text nor a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _CONTROL.sub("", str(value).replace("\r\n", "\n")).strip()


class _Injects:
    """Builds the cards of an exercise."""

    def __init__(self, file: str, data: Mapping[str, Any], plan: TurnPlan | None, read: DeckData) -> None:
        self._file, self._plan, self._read = file, plan, read
        self._injects = data["injects"]
        self._payloads = {_read_text(one.get("uuid")): one for one in _list_mappings(data.get("inject_payloads"))}
        self._flow: dict[str, Mapping[str, Any]] = {}
        for one in _list_mappings(data.get("inject_flow")):
            self._flow.setdefault(_read_text(one.get("inject_uuid")), one)
        self._left: Counter[str] = Counter()

    def build_cards(self) -> list[dict[str, Any]]:
        """Return a card for each inject; what is wrong, and what is left out, is noted."""
        ids: dict[str, str] = {}
        taken: set[str] = set()
        named: list[tuple[str, str, Mapping[str, Any]]] = []
        for n, inject in enumerate(self._injects):
            title = _read_text(_read_mapping(inject).get("name"))
            if not title:
                said = f"injects[{n}] has no name"
                self._read.misfits.append(Misfit(self._file, None, "", said, "an object with a name", "", "cexf"))
                continue
            uuid = _read_text(inject.get("uuid"))
            name = build_id(title, taken, "inject")
            taken.add(name)
            ids.setdefault(uuid, name)
            named.append((name, uuid, inject))
        brings = self._list_followers(ids)
        brought = {follower for followers in brings.values() for follower in followers}
        cards = [self._build_card(name, uuid, inject, brings, brought) for name, uuid, inject in named]
        for what, count in self._left.items():
            self._read.words.append(f"left out, since a deck has no place for it: {what} ({count})")
        if not cards and not self._read.misfits:
            self._read.misfits.append(
                Misfit(self._file, None, "", "it has no injects", "a list of injects", "", "cexf")
            )
        return cards

    def _list_followers(self, ids: Mapping[str, str]) -> dict[str, list[str]]:
        """Return, by card, the cards that follow it: those it names, and those that require it."""
        out: dict[str, list[str]] = {}
        for uuid, flow in self._flow.items():
            if uuid not in ids:
                self._left["steps of the flow that name no inject"] += 1
                continue
            pairs = [(uuid, one) for one in _list_texts(_read_mapping(flow.get("sequence")).get("followed_by"))]
            needed = _read_text(_read_mapping(flow.get("requirements")).get("inject_uuid"))
            pairs += [(needed, uuid)] if needed else []
            for first, then in pairs:
                if first in ids and then in ids and ids[first] != ids[then]:
                    mine = out.setdefault(ids[first], [])
                    mine += [ids[then]] if ids[then] not in mine else []
                else:
                    self._left["references to injects that are not there"] += 1
        return out

    def _build_card(
        self,
        name: str,
        uuid: str,
        inject: Mapping[str, Any],
        brings: Mapping[str, list[str]],
        brought: set[str],
    ) -> dict[str, Any]:
        flow = self._flow.get(uuid, {})
        title = _read_text(inject.get("name")).replace("\n", " ")
        told = [_read_text(inject.get("description")), _read_text(flow.get("description")), self._read_payload(inject)]
        card: dict[str, Any] = {
            "id": name,
            "title": cut_text(title, _LONGEST_LINE),
            "text": cut_text("\n\n".join(filter(None, told)) or title, _LONGEST_TEXT),
        }
        turn = self._find_turn(flow)
        if turn is not None and name not in brought:
            card["turn"] = turn
        if name in brought:
            card["drawn"] = False
        if followers := brings.get(name):
            card["also"] = [{"inject": [{"card": one, "at": "next"} for one in followers]}]
        if expected := [*self._iter_results(inject)]:
            card["expect"] = cut_text("; ".join(expected), _LONGEST_TEXT)
        if tool := _read_text(inject.get("target_tool")):
            card["notes"] = f"Tool: {tool}"
        listing = {"number": uuid, "method": _read_text(inject.get("action"))}
        if listing := {key: cut_text(text, _LONGEST_LINE) for key, text in listing.items() if text}:
            card["listing"] = listing
        return order_keys(card, Card)

    def _find_turn(self, flow: Mapping[str, Any]) -> int | None:
        """Return the turn of an inject: 1 at the start, or that of its time in seconds; None for any other trigger."""
        at = _read_mapping(flow.get("timing")).get("triggered_at")
        seconds = _read_text(at)
        if self._plan is not None and re.fullmatch(r"\d{1,7}", seconds):
            turn = 1 + int(int(seconds) / 60 / self._plan.minutes)
            if turn <= self._plan.turns:
                return turn
            self._left["times after the last turn"] += 1
        return 1 if "startex" in _list_texts(_read_mapping(flow.get("sequence")).get("trigger")) else None

    def _iter_results(self, inject: Mapping[str, Any]) -> Iterator[str]:
        """Yield what the players are expected to come to; how a machine finds that out is left out."""
        for one in _list_mappings(inject.get("inject_evaluation")):
            if one.get("parameters"):
                self._left["how answers are scored"] += 1
            if result := _read_text(one.get("result")):
                yield result

    def _read_payload(self, inject: Mapping[str, Any]) -> str:
        """Return what an inject delivers, if it is a text."""
        uuid = _read_text(inject.get("action_payload_resource_uuid"))
        payload = self._payloads.get(uuid)
        if payload is None:
            return ""
        parameters = _read_mapping(payload.get("parameters"))
        content = parameters.get("content")
        if isinstance(content, str):
            if parameters.get("content-type") != "base64":
                return _read_text(content)
            try:
                return _read_text(base64.b64decode(content, validate=True).decode("utf-8"))
            except (binascii.Error, ValueError):
                pass
        self._left[f"payloads that are no text, such as {_read_text(payload.get('name')) or 'one without a name'}"] += 1
        return ""
