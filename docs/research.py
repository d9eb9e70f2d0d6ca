"""Run every snippet of docs/research.md in order and in one Python, and write below each what it printed.

    python -m venv /tmp/research && /tmp/research/bin/pip install duckdb pandas
    /tmp/research/bin/python docs/research.py

From the repository's root, with `wargame` installed in `.venv`: the page's shell commands are run as well.
"""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "research.md"
SNIPPET = re.compile(r"```(?P<language>python|sh)\n(?P<code>.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)


def run_snippets(page: str) -> str:
    """Return the page with the present result of every snippet below it."""
    names: dict[str, object] = {}

    def run_snippet(found: re.Match[str]) -> str:
        code = found["code"]
        if found["language"] == "sh":
            done = subprocess.run(code, shell=True, check=True, capture_output=True, text=True, cwd=ROOT)
            said = done.stdout
        else:
            printed = StringIO()
            with redirect_stdout(printed):
                exec(compile(code, str(PAGE), "exec"), names)
            said = printed.getvalue()
        shown = f"\n```text\n{said.rstrip()}\n```\n" if said.strip() else ""
        return f"```{found['language']}\n{code}```\n{shown}"

    return SNIPPET.sub(run_snippet, page)


if __name__ == "__main__":
    os.chdir(ROOT)
    PAGE.write_text(run_snippets(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
