"""Start everything: the database, the tables, the demo when it is wanted, the web server and the worker."""

import os
import time
from argparse import ArgumentParser, Namespace
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connections

from throughline.commands.children import Children, Stop, do, kept, stoppable, watch
from throughline.commands.demo import sign_ins
from throughline.commands.output import say
from throughline.commands.serve import port, refuse_taken_port
from throughline.config.errors import CannotRun
from throughline.demo.load import is_empty

START_SECONDS = 60


def add_arguments(parser: ArgumentParser) -> None:
    """Take no options: PORT, THROUGHLINE_DATA, THROUGHLINE_MODE and DATABASE_URL say what differs."""


def run(options: Namespace) -> int:
    """Run until told to stop."""
    address = os.environ.get("THROUGHLINE_ADDRESS", "127.0.0.1")
    refuse_taken_port(address, port())
    with stoppable():
        try:
            _run(address)
        except Stop:
            say("Stopping.")
    return 0


def _run(address: str) -> None:
    do("migrate")
    if settings.DEMO and _is_empty():
        do("demo")
    with kept("serve", "work") as children:
        _wait_until_ready(_site(address), children)
        if settings.DEMO:
            say(f"\n{sign_ins()}")
        say(f"\nThroughline is at {_site(address)}/    Stop it with Ctrl-C.")
        watch(children)


def _is_empty() -> bool:
    try:
        return is_empty()
    finally:
        connections.close_all()


def _wait_until_ready(site: str, children: Children) -> None:
    until = time.monotonic() + START_SECONDS
    while not _answers(site) and time.monotonic() < until:
        if any(child.poll() is not None for child in children.values()):
            watch(children)
        time.sleep(0.1)
    if time.monotonic() >= until:
        raise CannotRun(f"Nothing answers at {site} after {START_SECONDS} seconds: look above for why.")


def _answers(site: str) -> bool:
    try:
        with urlopen(f"{site}/healthz", timeout=2) as answer:  # noqa: S310 - our own address, always http
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _site(address: str) -> str:
    """Return the address people type; passkeys work at localhost but not at a bare number."""
    host = "localhost" if address == "127.0.0.1" else f"[{address}]" if ":" in address else address
    return f"http://{host}:{port()}"
