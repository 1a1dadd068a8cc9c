"""The environment of this project: a folder of its own with everything the locks name, installed when they change."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
OLDEST_NODE = 18


class CannotPrepare(Exception):
    """What is missing on this computer, in a sentence that says what to do."""


def ensure(kind: str) -> None:
    """Install what ``kind`` needs (``run``, or ``test`` which needs that and more), unless it is there already.

    Raises:
        CannotPrepare: it cannot be installed here.
    """
    if _stamp("test").is_file():
        kind = "test"  # a developer's checks are not taken away by starting the product
    if PYTHON.exists() and any(_is_installed(one) for one in {kind, "test"}):
        return
    _say("Installing what Throughline needs. The first time takes a minute.")
    _make_folder()
    for one in ("run", "test"):
        _stamp(one).unlink(missing_ok=True)
    _install(kind)
    _stamp(kind).write_text(_wanted(kind))


def _is_installed(kind: str) -> bool:
    return _stamp(kind).is_file() and _stamp(kind).read_text() == _wanted(kind)


def _locks(kind: str) -> list[Path]:
    return [LOCKS / f"{kind}.txt", *([] if _has_node() else [LOCKS / "node.txt"])]


def _stamp(kind: str) -> Path:
    return VENV / f"installed-{kind}"


def _wanted(kind: str) -> str:
    files = [LOCKS / "install.txt", *_locks(kind), ROOT / "pyproject.toml"]
    parts = [str(VENV).encode(), *(file.read_bytes() for file in files)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _has_node() -> bool:
    node = shutil.which("node")
    if not (node and shutil.which("npm")):
        return False
    said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    return said[1:].split(".")[0].isdigit() and int(said[1:].split(".")[0]) >= OLDEST_NODE


def _make_folder() -> None:
    if PYTHON.exists() and _works([str(PYTHON), "-m", "pip", "--version"]):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not _works([sys.executable, "-m", "venv", str(VENV)]):
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotPrepare(
            f"Python's environment {VENV} could not be made: install the venv module of {sys.executable} "
            "(on Debian and Ubuntu: apt-get install python3-venv) and see that this folder is writable."
        )


def _install(kind: str) -> None:
    """Install exactly what the checks need; what running needs is added to what is there."""
    locks = _locks(kind)
    _pip("install", "--quiet", "--require-hashes", "--requirement", str(LOCKS / "install.txt"))
    uv = str(VENV / "bin" / "uv")
    words = ["sync", *map(str, locks)] if kind == "test" else ["install", *(f"--requirement={lock}" for lock in locks)]
    if not _works([uv, "pip", *words, "--quiet", "--require-hashes"]):
        for lock in locks:
            _pip("install", "--quiet", "--require-hashes", "--requirement", str(lock))
    _must([uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--editable", str(ROOT)])


def _pip(*words: str) -> None:
    _must([str(PYTHON), "-m", "pip", "--disable-pip-version-check", *words])


def _must(line: list[str]) -> None:
    ended = subprocess.run(line, check=False, capture_output=True, text=True, env=_settings())
    if ended.returncode:
        told = [row for row in ended.stderr.splitlines() if row.strip()] or ["it said nothing"]
        why = next((row for row in reversed(told) if "error" in row.lower()), told[-1]).strip()
        raise CannotPrepare(f"Installing failed: {why[:300]}. See that this computer reaches its package index.")


def _works(line: list[str]) -> bool:
    return subprocess.run(line, check=False, capture_output=True, env=_settings()).returncode == 0


def _settings() -> dict[str, str]:
    """Return the environment for installers: uv asks the index that pip is set up with."""
    index = os.environ.get("PIP_INDEX_URL") or _pip_setting("global.index-url")
    own = {"VIRTUAL_ENV": str(VENV), "PYTHONNOUSERSITE": "1", **({"UV_DEFAULT_INDEX": index} if index else {})}
    return {**own, **{name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}}


def _pip_setting(name: str) -> str:
    line = [sys.executable, "-m", "pip", "config", "get", name]
    return subprocess.run(line, check=False, capture_output=True, text=True).stdout.strip()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
