"""Everything starts with one command and stops with it."""

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.servers import COMMAND, Place
from throughline.config.postgres import embedded, is_answering

PATIENCE = 90
"""Seconds; far more than it takes, so that a busy machine fails nothing."""


@pytest.fixture
def own(tmp_path):
    """An installation of its own, live, so that no demo is loaded."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "THROUGHLINE_DATA": str(tmp_path / "data"),
        "THROUGHLINE_MODE": "live",
        "THROUGHLINE_HOSTS": "localhost,throughline.example",
        "THROUGHLINE_DATABASE_NAME": "throughline",
        "PORT": str(port),
    }
    return Place({**os.environ, **settings}, embedded(tmp_path / "data"))


@contextmanager
def started(place):
    line = [*COMMAND, "run"]
    with subprocess.Popen(line, env=place.environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "It took too long."
        time.sleep(0.1)


def answers(place):
    try:
        return urlopen(f"http://localhost:{place.environment['PORT']}/healthz", timeout=5).status == 200
    except (URLError, OSError):
        return False


def port_is_free(place):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", int(place.environment["PORT"]))) != 0


def test_it_outlives_being_killed_and_stops_cleanly(own):
    with started(own) as process:
        wait_for(lambda: answers(own))
        process.kill()

    wait_for(lambda: port_is_free(own) and not is_answering(own.server))

    with started(own) as process:
        wait_for(lambda: answers(own))
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert "changes to tables" not in said
    assert said.splitlines()[-1] == "Stopping."
    assert port_is_free(own)
    assert not is_answering(own.server)


def test_a_port_in_use_is_one_sentence(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        said = home.set(PORT=port).throughline("run")

    assert said.returncode == 1
    assert said.stderr.startswith(f"Throughline cannot use port {port} at 127.0.0.1")
    assert len(said.stderr.splitlines()) == 1


def test_a_part_that_fails_stops_the_rest(home):
    said = home.set(PORT="58322", THROUGHLINE_MODE="live", THROUGHLINE_HOSTS="localhost").throughline("run")

    assert said.returncode == 1
    assert "throughline serve has stopped by itself" in said.stderr
    assert "hosts: Set THROUGHLINE_HOSTS" in said.stderr
