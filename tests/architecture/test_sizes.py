"""A function does one thing that a sentence can say; a file is one room."""

import ast

import pytest

from tests.architecture.sources import modules, named, tree

LONGEST_FUNCTION = 40
LONGEST_FILE = 300


@pytest.mark.parametrize("path", modules(), ids=named)
def test_no_file_is_two_rooms(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", modules(), ids=named)
def test_no_function_does_two_things(path):
    long = [
        f"{node.name}: {length} lines"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]

    assert long == []


@pytest.mark.parametrize("path", modules(), ids=named)
def test_imports_stand_at_the_top(path):
    inside = [
        f"line {node.lineno}"
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []
