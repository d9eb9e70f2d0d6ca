"""review: the after-action review of a session, or a course of several side by side, as one file to hand on."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.commands import Stop, WrongUsage
from wargame.commands.printing import say, tell_difference
from wargame.commands.progress import make_progress
from wargame.review.write.files import STDOUT, TEXT, OutputError, choose_output, dump_output, write_report
from wargame.review.write.formats import find_format
from wargame.session.chain import JournalError

if TYPE_CHECKING:
    from wargame.review.anonymise.name_search import FoundName
    from wargame.review.data.report import Impact, Report
    from wargame.review.data.reviewed_session import LeftOutFile


def review(args: Namespace) -> int:
    """Write the report, or print it as text with ``-o -``."""
    paths = [Path(file) for file in args.files]
    here = args.output == STDOUT
    out = Path(args.output) if args.output and not here else None
    if args.impact is not None and len(paths) > 1:
        raise WrongUsage("--impact measures the decisions of one session; name one file")
    leave_out = [name.strip() for name in args.leave_out or ()]
    if not all(any(char.isalpha() for char in name) for name in leave_out):
        raise WrongUsage('--leave-out takes names of people, such as --leave-out "Ana Marsh" Ben')
    if leave_out and args.anonymise:
        raise WrongUsage("--anonymise takes out everybody already; leave --leave-out away")
    place = STDOUT
    covered, code = 0, 0

    def warn(said: str) -> None:
        nonlocal code
        code = 1
        tell_difference(said)

    def heard(reports: Sequence[Report], left: Sequence[LeftOutFile]) -> None:
        nonlocal covered
        covered = len(reports)
        _say_warnings(reports, left)
        _warn_of_unknown(paths, leave_out, reports)

    try:
        if not here:
            out = choose_output(paths, out, args.anonymise or bool(leave_out))  # said before anything is computed
            place = str(out)
        how: dict[str, Any] = {
            "names": args.names,
            "anonymise": args.anonymise,
            "leave_out": leave_out,
            "impact": None if args.impact is None else _measure_impact(paths[0], args.impact, warn),
            "progress": make_progress("sessions"),
            "heard": heard,
        }
        text = dump_output(paths, TEXT, **how).decode() if here else ""
        done = [] if here else write_report(paths, out, **how)
    except OutputError as error:
        raise WrongUsage(str(error)) from None
    except OSError as error:
        raise Stop(f"{place}: it cannot be written ({error.strerror}); name another file with -o") from None
    except _load_names_error() as error:
        raise Stop(f"nothing was written: {error}") from None
    if here:
        sys.stdout.write(text)
    for path in done:
        say(f"{path}: {_format_written(path, covered)}")
    return code


def _format_written(path: Path, sessions: int) -> str:
    covered = f"{sessions} sessions" if sessions > 1 else "the session"
    return f"the report of {covered}. {find_format(path.suffix.lower()).written}"


def _load_names_error() -> type[Exception]:
    from wargame.review.anonymise.proof import NamesLeft

    return NamesLeft


def _say_warnings(reports: Sequence[Report], left: Sequence[LeftOutFile]) -> None:
    """Say on standard error what a report could not cover, and when it is not for everybody."""
    for file in left:
        print(f"wargame: {file.file}: left out: {file.why}.", file=sys.stderr)
    for report in reports:
        over = report.overview
        if over.missing:
            print(f"wargame: {over.file}: {over.missing}.", file=sys.stderr)
        elif not over.ended:
            what = "the exercise is not over, and the report shows what roles may not know yet"
            print(f"wargame: {over.file}: {what}; it is for the facilitator.", file=sys.stderr)


def _warn_of_unknown(paths: Sequence[Path], names: Sequence[str], reports: Sequence[Report]) -> None:
    """Say which person to leave out is named nowhere: a misspelled name would leave the person in."""
    from wargame.review.anonymise.given_names import list_people
    from wargame.review.anonymise.redaction import is_written_of

    for name in names:
        given: Sequence[FoundName] = ()
        for path in paths:
            with suppress(JournalError):  # the next one: the report says which files it had to leave out
                given = list_people(path, [name])
                break
        if not any(is_written_of(report, given) for report in reports):
            said = f"nobody wrote the name {name!r} here; check how it is spelled"
            print(f"wargame: --leave-out: {said}.", file=sys.stderr)


def _measure_impact(path: Path, pairs: int, warn: Callable[[str], None]) -> Impact:
    from wargame.review.data.impact_summary import build_impact, measure_weights
    from wargame.review.data.reviewed_session import open_session

    if pairs < 2:
        raise WrongUsage(f"--impact {pairs}: a difference needs at least two pairs of playouts")
    session, progress = open_session(path), make_progress("exercises played on")
    return build_impact(
        session, measure_weights(session, pairs, workers=os.cpu_count() or 1, progress=progress, warn=warn)
    )
