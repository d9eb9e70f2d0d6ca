"""The command line: reads the arguments, calls one function in `wargame.commands`, and returns an exit code.

0: done; 1: the thing checked is bad, or something failed; 2: wrong usage; 130: interrupted. A command imports what it
needs when it runs: help loads neither the app nor the content models.
"""

from __future__ import annotations

import errno
import gc
import os
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from wargame import __version__
from wargame.commands import INTERRUPTED, Stop
from wargame.commands.arguments import read_arguments

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Signs that could control a terminal: names of files may hold them."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""The errors of a disk that is full."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (without the name of the program); the exit code."""
    _open_closed_streams()
    _relax_encoding()
    # Modules and content live until a command ends: to look for garbage or for pydantic plugins only costs time.
    gc.set_threshold(50_000, 20, 20)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        args = read_arguments(argv)
        code = _run(args.run, args)
        sys.stdout.flush()
        return code
    except SystemExit as stop:  # argparse: after --help and --version, and for wrong usage
        return stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        return _say("Stopped.", INTERRUPTED)
    except BrokenPipeError:
        return _drop_output()
    except Exception as error:
        if isinstance(error, OSError) and error.errno in FULL and error.filename is None:
            return _say_disk_full(error)
        if os.environ.get("WARGAME_DEBUG"):
            raise
        return _explain(error)


def _run(command: str, args: Namespace) -> int:
    module, _, function = command.partition(":")
    code: int = getattr(import_module(f"wargame.commands.{module}"), function)(args)
    return code


def _open_closed_streams() -> None:
    """Replace streams that were closed (``wargame ... >&-``): read and print nothing, and give no file their number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (open until the program ends)


def _relax_encoding() -> None:
    """Let no letter end an exercise that a terminal cannot show, or that comes in another encoding."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with suppress(ValueError, OSError):
                reconfigure(errors="replace")


def _say(text: str, code: int) -> int:
    with suppress(OSError):
        print(_CONTROL.sub("\ufffd", text), file=sys.stderr)
    return code


def _explain(error: Exception) -> int:
    """Say what went wrong; the exit code. Both modules are light, and loaded already if they raised the error."""
    from wargame.content.load.problems import ContentError
    from wargame.session.chain import JournalError

    if isinstance(error, Stop):
        return _say(str(error) if error.code == INTERRUPTED else f"wargame: {error}", error.code)
    if isinstance(error, ContentError | JournalError):
        return _say(str(error), 1)
    said = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return _say(
        f"This is a bug in wargame {__version__}, please report it ({said}).\n"
        "Whatever was decided before is safe in its session file. WARGAME_DEBUG=1 shows where it happened.",
        1,
    )


def _say_disk_full(error: OSError) -> int:
    """Say that the disk is full to which the output goes (``wargame ... > report.md``)."""
    _drop_output()
    return _say(f"wargame: not all of it could be written ({error.strerror}); free some space and do it again", 1)


def _drop_output() -> int:
    """End without a word, also at the last flush, if the reader of the output has gone (``wargame ... | head``)."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
