"""redact: what people wrote in a line of a session is shown nowhere any more. The words stay in the file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.printing import say
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.redaction import NoWordsError, redact_line
from wargame.exercise.play.sanitize import clean
from wargame.session.shell_commands import format_session_command


def redact(args: Namespace) -> int:
    """Record that the words of a line are not to be shown; 0 also if they were redacted before."""
    because = clean(args.because, 2000)
    if not because:
        raise WrongUsage("--because is empty: say why the words are taken out")
    exercise = Exercise.resume(Path(args.file))
    try:
        done = redact_line(exercise, args.line, because)
    except NoWordsError as error:
        if not error.exists:
            there = (
                f"name one from 2 to {error.last}" if error.last > 1 else "nothing was recorded behind its first line"
            )
            said = f"{args.file} has no line {args.line} that people wrote in; {there}"
            raise WrongUsage(said) from None
        shown = format_session_command("replay", args.file, "--print")
        raise WrongUsage(f"line {args.line} holds no words of people; {shown} shows the lines") from None
    finally:
        exercise.close()
    if not done.n:
        say(f"Line {args.line} was redacted before; nothing was written.")
        return 0
    say(f"Line {done.n} redacts line {args.line}: reports, replays and windows no longer show what people wrote in it.")
    say("The words stay in the file, which anybody can open: hand on a report, and not the file.")
    for other in done.also:
        say(f"Line {other} says more about it; redact it, too, if it names the same.")
    return 0
