"""The rule *person*: no private person is named, so the only names of persons are those of authors in citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.content.check.prose.background import Background, Breach, list_institution_words, list_titles
from wargame.content.check.prose.passages import Passage
from wargame.content.check.prose.tokens import CapitalRun, fold_word, iter_capital_runs


def check_persons(passage: Passage, known: Background) -> Iterator[Breach]:
    """Yield capitalised words, side by side or after a title, that name no place, institution or group."""
    told: set[str] = set()
    for run in iter_capital_runs(passage.text):
        name = _find_person(run, passage.kind.endswith("title"), known)
        if name and name not in told:
            told.add(name)
            said = f"{name!r} reads like the name of a person"
            yield Breach(name, said, "name the office or the organisation instead")


def _find_person(run: CapitalRun, is_title: bool, known: Background) -> str:
    """Return the part of a run that names a person, or an empty text.

    Words of a title have capitals for other reasons.
    """
    spelt, key = run.text.split(), run.key
    strange = _find_strange_words(key, known)
    for i in range(len(key) if is_title else int(run.opens)):
        strange[i] &= key[i] not in known.ordinary
    for i, word in enumerate(strange):
        titled = fold_word(spelt[i - 1] if i else run.before) in list_titles()
        # A title and a name; two names; or a name before a word that is part of a place name elsewhere.
        if word and key[i] not in list_titles() and (titled or i + 1 < len(spelt)):
            return " ".join(spelt[i - 1 if titled and i else i :])
    return ""


def _find_strange_words(key: Sequence[str], known: Background) -> list[bool]:
    """Return for each word of a run whether it is part of no known name; longer names are found first."""
    kinds = list_institution_words()
    if not kinds.isdisjoint(key) and list_titles().isdisjoint(key):
        return [False] * len(key)
    strange = [word not in kinds for word in key]
    for length in range(len(key), 0, -1):
        for start in range(len(key) - length + 1):
            if all(strange[start : start + length]) and tuple(key[start : start + length]) in known.names:
                strange[start : start + length] = [False] * length
    return strange
