"""verify: do session files hold what was played?"""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict, dataclass
from pathlib import Path

from wargame.session.chain import JournalError
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
        return f"{self.file}: {self.verdict}{place}{why}" + (f"  [{self.head}]" if self.head else "")


def verify(args: Namespace) -> int:
    """Print a verdict for each file; 1 unless all are good."""
    findings, compiled = [], CompiledContents()
    for file in args.files:
        finding = _build_finding(file, compiled)
        findings.append(finding)
        if not args.json:
            print(finding.format_line(), flush=True)
    if args.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    return 0 if all(finding.good for finding in findings) else 1


def _build_finding(file: str, compiled: CompiledContents) -> _Finding:
    try:
        verdict = verify_file(Path(file), compiled)
    except JournalError as error:
        return _Finding(file, "unreadable", 0, f"{error.said}; {error.remedy}", "", False)
    return _Finding(file, verdict.faith.value, verdict.line, verdict.why, verdict.head, verdict.is_good)
