"""Sentence templates: places are filled, in the language of the catalogue in use."""

from __future__ import annotations

import gettext

import pytest

from wargame.phrases import fill, fill_count, has_end_mark, join_list, use_catalogue


class Shouting(gettext.NullTranslations):
    """A catalogue that changes what stands between the places."""

    def gettext(self, message: str) -> str:
        return {"{who} answers: {what}.": "({what}) {who} !", ", ": " & "}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{n} of {msgid2}" if n == 2 else msgid1


def test_places_are_filled_by_name() -> None:
    assert fill("{who} answers: {what}.", who="Ants", what="Stay") == "Ants answers: Stay."
    assert fill("{change:+d}", change=3) == "+3"


@pytest.mark.parametrize("title", ["Who pays?", "So be it!", "They said “no.”", "And then …"])
def test_a_place_that_ends_a_sentence_takes_no_full_stop(title: str) -> None:
    assert fill("{who} answers: {what}.", who="Ants", what=title) == f"Ants answers: {title}"
    assert has_end_mark(title)


def test_a_full_stop_after_words_stays() -> None:
    assert fill("{title} is over.", title="Who pays?") == "Who pays? is over."
    assert fill("Seen ({title}).", title="Who pays?") == "Seen (Who pays?)."


def test_braces_in_what_people_write_stay() -> None:
    assert fill("{who}: {said}.", who="{who}", said="{0}") == "{who}: {0}."


@pytest.mark.parametrize(("n", "text"), [(0, "0 Ants left"), (1, "1 Ant left"), (2, "2 Ants left")])
def test_a_count_chooses_its_template(n: int, text: str) -> None:
    assert fill_count("{n} {one} left", "{n} {one}s left", n, one="Ant") == text


def test_a_missing_place_is_an_error() -> None:
    with pytest.raises(KeyError, match="what"):
        fill("{who} answers: {what}.", who="Ants")


def test_a_catalogue_holds_inside_its_context_alone() -> None:
    with use_catalogue(Shouting()):
        assert fill("{who} answers: {what}.", who="Ants", what="Stay") == "(Stay) Ants !"
        assert fill_count("one", "many", 2) == "2 of many"
        assert join_list(["Docks", 3]) == "Docks & 3"
    assert fill("{who} answers: {what}.", who="Ants", what="Stay") == "Ants answers: Stay."
    assert join_list(["Docks", 3]) == "Docks, 3"
