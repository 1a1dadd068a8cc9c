"""Protocols' files can be checked anywhere, with no database and nothing installed."""

import subprocess
import sys

import pytest

from throughline.commands.main import main

FINE = """protocol: first-days-out
version: 1
title: First days out
about: Everyone who leaves prison.
source: A report
steps:
  - {key: id.proof, title: Get an ID, pathway: finance, due: on release, owner: key worker, source: A report}
"""


@pytest.fixture
def file(tmp_path):
    def write(text, name="protocol.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_a_file_without_faults_is_fine(file, capsys):
    path = file(FINE)

    code = main(["protocol", "check", path])

    assert (code, capsys.readouterr().out) == (0, f"{path}: 1 step, version 1: fine.\n")


def test_each_fault_is_a_line_with_file_line_and_reason(file, capsys):
    path = file(FINE.replace("version: 1", "version: one").replace("on release", "soon"))

    code = main(["protocol", "check", path])

    first, second = capsys.readouterr().out.splitlines()
    assert code == 1
    assert first == f'{path}:2: "version" should be a whole number from 1 to 32,767.'
    assert second.startswith(f'{path}:7: "due" cannot be understood.')


def test_several_files_are_all_checked(file, capsys):
    good, bad = file(FINE), file("", "bad.yaml")

    code = main(["protocol", "check", bad, good])

    assert code == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{bad}:1: The file is empty.",
        f"{good}: 1 step, version 1: fine.",
    ]


def test_bytes_that_are_no_text_are_a_fault(file, capsys):
    path = file(b"protocol: a\ntitle: \xff")

    code = main(["protocol", "check", path])

    assert code == 1
    assert capsys.readouterr().out == f"{path}:2: This is not text in UTF-8. Save the file as UTF-8.\n"


def test_a_file_that_is_too_long_is_not_read_to_its_end(file, capsys):
    code = main(["protocol", "check", file("x" * 300_000)])

    assert code == 1
    assert "The file is over 200 KB." in capsys.readouterr().out


def test_a_file_that_is_not_there_is_a_sentence(tmp_path, capsys):
    gone = tmp_path / "gone.yaml"

    assert main(["protocol", "check", str(gone)]) == 1
    assert main(["protocol", "check", str(tmp_path)]) == 1
    assert main(["protocol", "check", "\0"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said == [
        f"{gone} cannot be read: No such file or directory.",
        f"{tmp_path} cannot be read: Is a directory.",
        "'\\x00' is not the name of a file.",
    ]


def test_it_needs_no_database_and_leaves_nothing_behind(file, tmp_path):
    path, empty = file(FINE), tmp_path / "empty"
    empty.mkdir()

    done = subprocess.run(
        [sys.executable, "-m", "throughline.commands.main", "protocol", "check", path],
        capture_output=True,
        text=True,
        check=False,
        cwd=empty,
        env={
            "HOME": str(empty),
            "DATABASE_URL": "postgres://nobody@localhost:1/none",
            "PYTHONPATH": ":".join(sys.path),
        },
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{path}: 1 step, version 1: fine.\n"
    assert list(empty.iterdir()) == []
