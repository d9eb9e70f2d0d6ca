"""redact: what people wrote in a line of a session is shown nowhere any more. The words stay in the file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.printing import say
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.sanitize import clean
from wargame.session.records import Amendment, AnalysisGiven, Branched, Redacted, blank_words


def redact(args: Namespace) -> int:
    """Record that the words of a line are not to be shown; 0 also if they were redacted before."""
    because = clean(args.because, 2000).strip()
    if not because:
        raise WrongUsage("--because is empty: say why the words are taken out")
    exercise = Exercise.resume(Path(args.file))
    try:
        lines = exercise.lines
        if not 2 <= args.line <= len(lines) + 1:
            raise WrongUsage(
                f"{args.file} has no line {args.line} that people wrote in; name one from 2 to {len(lines) + 1}"
            )
        line = lines[args.line - 2]
        if any(isinstance(one, Redacted) and one.line == args.line for one in lines):
            say(f"Line {args.line} was redacted before; nothing was written.")
            return 0
        if isinstance(line, Branched | Redacted) or blank_words(line) == line:
            raise WrongUsage(
                f"line {args.line} holds no words of people; wargame replay {args.file} --print shows the lines"
            )
        n = exercise.record(Redacted(line=args.line, because=because))
    finally:
        exercise.close()
    say(f"Line {n} redacts line {args.line}: reports, replays and windows no longer show what people wrote in it.")
    say("The words stay in the file, which anybody can open: hand on a report, and not the file.")
    for other in lines:
        if isinstance(other, Amendment | AnalysisGiven) and other.line == args.line:
            say(f"Line {other.n} says more about it; redact it, too, if it names the same.")
    return 0
