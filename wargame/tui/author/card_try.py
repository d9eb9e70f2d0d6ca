"""Try a card: bots play with it and without it, in other processes, and the deck desk shows the report."""

from __future__ import annotations

import os

from textual.worker import get_current_worker

from wargame.content.load import library
from wargame.content.load.loader import Content, load_content
from wargame.content.load.problems import ContentError
from wargame.content.model.deck import Card
from wargame.content.model.scenario import choose_usual_length
from wargame.tui.after.report import StoppedError, prepare_processes
from wargame.tui.app.text_page import PageScreen
from wargame.tui.author.author_desk import AuthorDesk

GAMES = 40
"""The number of exercises of bots: enough to show large differences within seconds."""

GROUP = "try"


def start_trial(desk: AuthorDesk) -> None:
    """Try the open card as it is now, saved or not. If a trial is running, stop it."""
    running = [worker for worker in desk.workers if worker.group == GROUP and worker.is_running]
    if running:
        for worker in running:
            worker.cancel()
        desk.say("Stopped.")
        return
    desk.apply_typed()
    understood = desk.understood_card
    if understood is None:
        desk.say("Choose a card, and mend what is wrong first: then it can be tried.")
        return
    card, content = understood
    desk.say(f"Trying {card.id}: bots play {GAMES} exercises with it and without, some ten seconds. t stops it.")
    desk.run_worker(lambda: _play(desk, card, content), thread=True, group=GROUP, exclusive=True)


def _play(desk: AuthorDesk, card: Card, content: Content) -> None:
    """Play in other processes, and show the report."""
    from wargame.lab.card_report import format_card_report
    from wargame.lab.card_story import find_story
    from wargame.lab.card_trial import run_card_trial

    worker, app = get_current_worker(), desk.app

    def progress(done: int) -> None:
        if worker.is_cancelled or not app.is_running:
            raise StoppedError
        app.call_from_thread(desk.say, f"Trying {card.id}: {done} of {GAMES} exercises. t stops it.")

    (deck,) = content.decks
    try:
        near = desk.manuscript.path if desk.manuscript is not None else None
        whole = load_content(library.list_scenarios(near=near)[deck.scenario])
        length = choose_usual_length(whole.scenario)
        prepare_processes()
        workers = max(1, min(os.cpu_count() or 1, GAMES // 20))
        trial = run_card_trial(whole, deck, card.id, length, GAMES, workers=workers, progress=progress)
        report = format_card_report(trial, card, whole.scenario, find_story(whole, deck, trial))
    except StoppedError:
        return
    except (ContentError, LookupError) as error:
        if app.is_running:
            app.call_from_thread(desk.say, f"It cannot be tried: {error}", True)
        return
    if not worker.is_cancelled and app.is_running:
        app.call_from_thread(_show, desk, card, report)


def _show(desk: AuthorDesk, card: Card, report: str) -> None:
    desk.say(f"{card.id} was tried in {GAMES} exercises.")
    if desk.is_current:
        title, _, rest = report.partition("\n")
        desk.app.push_screen(PageScreen(title, [rest.strip("\n")]))
