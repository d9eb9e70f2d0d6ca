"""verify: do session files hold what was played?"""

from __future__ import annotations

import json
import os
from argparse import Namespace
from dataclasses import asdict, dataclass
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.output_files import check_name, write_file
from wargame.content.load.problems import format_file_name
from wargame.session.chain import JournalError, repair_copy
from wargame.session.compiled_contents import CompiledContents
from wargame.session.verify import verify as verify_file


@dataclass(frozen=True, slots=True)
class _Finding:
    """The verdict on one file. ``line`` is the first bad line or 0, ``head`` the digest of the last line."""

    file: str
    verdict: str
    line: int
    why: str
    head: str
    good: bool

    def format_line(self) -> str:
        place = f" at line {self.line}" if self.line else ""
        why = f": {self.why}" if self.why else ""
        return f"{format_file_name(self.file)}: {self.verdict}{place}{why}" + (f"  [{self.head}]" if self.head else "")


def verify(args: Namespace) -> int:
    """Print a verdict for each file; 1 unless all are good."""
    if args.repair or args.output is not None:
        return _repair(args)
    findings, compiled = [], CompiledContents()
    for file in args.files:
        finding = _build_finding(file, compiled)
        findings.append(finding)
        if not args.json:
            print(finding.format_line(), flush=True)
    if args.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    return 0 if all(finding.good for finding in findings) else 1


def _repair(args: Namespace) -> int:
    """Write a clean copy of a file that was only rewritten on its way, and say the verdict on the copy."""
    if not args.repair or args.output is None or len(args.files) != 1 or args.json:
        raise WrongUsage("--repair takes one file and a name for the clean copy: --repair FILE -o NEW.jsonl")
    new = Path(args.output)
    if os.path.lexists(new):
        raise WrongUsage(f"{new} is there already, and is left as it is; name another file with -o")
    check_name(new, (".jsonl",), "a session file")
    try:
        data = repair_copy(args.files[0])
    except JournalError as error:
        print(f"{args.files[0]}: {error.said}; {error.remedy}; nothing was written")
        return 1
    write_file(new, data)
    finding = _build_finding(str(new), CompiledContents())
    print(f"{new}: the clean copy of {args.files[0]}, which stays as it is")
    print(finding.format_line())
    return 0 if finding.good else 1


def _build_finding(file: str, compiled: CompiledContents) -> _Finding:
    try:
        verdict = verify_file(Path(file), compiled)
    except JournalError as error:
        return _Finding(file, "unreadable", 0, f"{error.said}; {error.remedy}", "", False)
    return _Finding(file, verdict.faith.value, verdict.line, verdict.why, verdict.head, verdict.is_good)
