"""Serve the pages and the API."""

import os
import socket
from argparse import ArgumentParser, Namespace

from django.conf import settings
from django.db import connections
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from throughline.commands.checks import failures
from throughline.commands.output import complain, say
from throughline.commands.parent import end_with_parent
from throughline.config.errors import CannotRun

DEFAULT_PORT = 8000
WORKERS = 2
THREADS = 4
"""Requests one worker process serves at once, on two cores or more; each keeps a database connection."""
STOP_SECONDS = 10


def add_arguments(parser: ArgumentParser) -> None:
    """Offer another address."""
    parser.add_argument("--address", default=os.environ.get("THROUGHLINE_ADDRESS", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=port())
    parser.add_argument("--workers", type=int, default=int(os.environ.get("THROUGHLINE_WORKERS", WORKERS)))


def run(options: Namespace) -> int:
    """Serve until told to stop; outside demo mode only when it is safe."""
    end_with_parent()
    refuse_taken_port(options.address, options.port)
    if not settings.DEMO and (unsafe := failures()):
        for check in unsafe:
            complain(f"{check.name}: {check.finding}")
        raise CannotRun("Throughline will not serve until this is put right. See it all again with: throughline check")
    connections.close_all()
    say(f"Serving at http://{options.address}:{options.port}/")
    _server(options).serve()
    return 0


def port() -> int:
    """Return the port the environment asks for (``PORT``)."""
    wanted = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not (wanted.isdigit() and 0 < int(wanted) < 65_536):
        raise CannotRun(f"PORT is {wanted!r}, which is not a port: use a number from 1 to 65535.")
    return int(wanted)


def refuse_taken_port(address: str, number: int) -> None:
    """Refuse a port we may not listen on.

    Raises:
        CannotRun: someone else does, or it is kept for root.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, number))
        except OSError as fault:
            raise CannotRun(
                f"Throughline cannot use port {number} at {address} ({fault.strerror}): "
                "stop what uses it, or choose another with PORT."
            ) from fault


def _server(options: Namespace) -> MPServer:
    return MPServer(
        "throughline.config.wsgi:application",
        address=options.address,
        port=options.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=options.workers,
        blocking_threads=min(THREADS, 2 * (os.cpu_count() or 1) + 1),
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
        websockets=False,
    )
