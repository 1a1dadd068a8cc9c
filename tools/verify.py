"""Run every check in order and stop at the first that fails."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from environment import ROOT, VENV

MOST_PROCESSES = 4

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Format", ("ruff", "format", "--check", "--quiet", ".")),
    ("Lint", ("ruff", "check", "--quiet", ".")),
    ("Types", ("mypy",)),
    ("Import contracts", ("lint-imports",)),
)


def verify(words: Sequence[str], *, chromium: str) -> int:
    """Run the checks and then the tests; given words, only those tests. Return the exit code."""
    settings = {**os.environ, "CHROMIUM": chromium, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    for name, line in () if words else STEPS:
        if code := _step(name, line, settings):
            sys.stdout.write(f"{name} failed. Nothing after it was run.\n")
            return code
    return _step("Tests", ("pytest", *(words or ("-n", _processes(), "--dist", "loadgroup"))), settings)


def _step(name: str, line: Sequence[str], settings: dict[str, str]) -> int:
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    program = str(Path(VENV) / "bin" / line[0])
    return subprocess.run([program, *line[1:]], check=False, cwd=ROOT, env=settings).returncode


def _processes() -> str:
    return str(max(1, min(MOST_PROCESSES, os.cpu_count() or 1)))
