"""The console command answers in sentences."""

import socket
import subprocess
import sys
from argparse import ArgumentParser

import pytest

from throughline.commands import main as console
from throughline.commands.main import main
from throughline.commands.registry import COMMANDS
from throughline.commands.serve import port, refuse_taken_port
from throughline.config.errors import CannotRun


def test_alone_it_lists_what_it_can_do(capsys):
    code = main([])

    said = capsys.readouterr().out
    assert code == 0
    assert [name for name in COMMANDS if f"  {name} " not in said] == []


def test_a_word_it_does_not_know_is_not_an_error_of_python(capsys):
    code = main(["dance"])

    assert code == 2
    assert "There is no command 'dance'." in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys, monkeypatch):
    monkeypatch.setenv("THROUGHLINE_LOGIN", "viewer")

    with pytest.raises(SystemExit) as ended:
        main([*name.split(), "--help"])

    assert ended.value.code == 0
    assert f"usage: throughline {name}" in capsys.readouterr().out


def test_what_cannot_be_done_is_said_in_a_sentence(capsys, monkeypatch):
    def refuse(*_words):
        raise CannotRun("The disk is full: free some space.")

    monkeypatch.setattr(console, "_run", refuse)

    assert main(["migrate"]) == 1
    assert capsys.readouterr().err == "The disk is full: free some space.\n"


def test_a_port_in_use_is_refused():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(CannotRun, match="choose another with PORT"):
            refuse_taken_port("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("word", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, word):
    monkeypatch.setenv("PORT", word)

    with pytest.raises(CannotRun, match="use a number from 1 to 65535"):
        port()


def test_the_usual_port_is_8000(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)

    assert port() == 8000


def test_the_installed_command_is_this_one():
    said = subprocess.run(
        [sys.executable, "-m", "throughline.commands.main"], capture_output=True, text=True, check=True
    )

    assert said.stdout.startswith("usage: throughline COMMAND")


def test_a_module_that_a_command_names_has_the_shape(monkeypatch):
    monkeypatch.setenv("THROUGHLINE_LOGIN", "viewer")

    for command in COMMANDS.values():
        module = console.import_module(command.module)
        module.add_arguments(ArgumentParser())
        assert callable(module.run)
