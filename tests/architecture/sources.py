"""The code as text, for the guards that read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import throughline

ROOT = Path(throughline.__file__).parent


def modules(*places: str) -> list[Path]:
    """Return the modules of some packages, or all of them; migrations are written by a machine."""
    found = {path for place in places or ("",) for path in (ROOT / place).rglob("*.py")}
    return sorted(path for path in found if "migrations" not in path.parts)


def named(path: Path) -> str:
    """Return what to call a file in a failure."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> Iterator[tuple[int, str, ast.Call]]:
    """Return each method call of a module: its line, the method's name and the call."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, node.func.attr, node


def attributes(path: Path) -> set[str]:
    """Return every attribute a module asks for."""
    return {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Return each piece of text in a module, with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
