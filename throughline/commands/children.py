"""Run other commands of Throughline as processes of our own, and stop them in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from throughline.commands.parent import STARTED_BY
from throughline.config.errors import CannotRun

STOP_SECONDS = 15
LOOK_SECONDS = 0.2

Children = dict[str, "subprocess.Popen[bytes]"]


class Stop(Exception):
    """Someone asked us to stop: Ctrl-C, or a signal."""


def do(*words: str) -> None:
    """Run a command to its end.

    Raises:
        CannotRun: it failed; it has said why.
    """
    child = _start(words)
    try:
        code = child.wait()
    except Stop:
        _stop({words[0]: child})
        raise
    if code:
        raise CannotRun(f"Throughline did not start: throughline {' '.join(words)} failed, as it says above.")


@contextmanager
def kept(*names: str) -> Iterator[Children]:
    """Keep commands running for as long as the block lasts."""
    children = {name: _start([name]) for name in names}
    try:
        yield children
    finally:
        _stop(children)


def watch(children: Children) -> None:
    """Wait until a child ends by itself.

    Raises:
        CannotRun: one did.
    """
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise CannotRun(
                    f"throughline {name} has stopped by itself (code {child.returncode}); stopping the rest."
                )
        time.sleep(LOOK_SECONDS)


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn Ctrl-C and the signals to end into ``Stop``, once; later ones are ignored while things stop."""
    before = {one: signal.signal(one, _raise_stop) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _raise_stop(number: int, frame: FrameType | None) -> None:
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    raise Stop


def _start(words: list[str] | tuple[str, ...]) -> "subprocess.Popen[bytes]":
    line = [sys.executable, "-m", "throughline.commands.main", *words]
    return subprocess.Popen(line, env=_environment(os.environ), start_new_session=True)


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    return {**ours, STARTED_BY: str(os.getpid())}


def _stop(children: Children) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + STOP_SECONDS
    for child in children.values():
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
