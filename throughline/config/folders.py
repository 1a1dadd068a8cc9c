"""Where the data folder is, and what may be put in it."""

import os
import shutil
from pathlib import Path

from throughline.config.errors import CannotRun

PROJECT = Path(__file__).resolve().parents[2]
OURS = {"lock", "postgres", "secrets", "socket", "socket-folder"}
LEAST_FREE = 300
"""Megabytes: a new cluster takes 40, its write-ahead log up to 200."""


def data_folder() -> Path:
    """Return the folder that holds everything this installation keeps (``THROUGHLINE_DATA``, else ``var``)."""
    return Path(os.environ.get("THROUGHLINE_DATA") or PROJECT / "var").resolve()


def private_folder(path: Path) -> Path:
    """Return a folder; one that is made now may be entered only by its owner."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def claim(data: Path) -> None:
    """Make a data folder ours and private.

    Raises:
        CannotRun: it cannot be written, holds something else, or has no room.
    """
    try:
        private_folder(data)
        _refuse_other_files(data)
        data.chmod(0o700)
        (data / "lock").touch(mode=0o600)
    except OSError as fault:
        raise CannotRun(
            f"Throughline cannot write in its data folder {data} ({fault.strerror}): "
            "make it yours, or set THROUGHLINE_DATA to a folder that is."
        ) from fault
    _refuse_full_disk(data)


def _refuse_other_files(data: Path) -> None:
    found = {entry.name for entry in data.iterdir()}
    if found and not found & OURS:
        raise CannotRun(f"The folder {data} holds other things: set THROUGHLINE_DATA to a new or empty folder.")


def _refuse_full_disk(data: Path) -> None:
    free = shutil.disk_usage(data).free // 1_000_000
    if free < LEAST_FREE:
        raise CannotRun(
            f"Only {free} MB are free where Throughline keeps its data ({data}) and it needs {LEAST_FREE}: "
            "free some space, or set THROUGHLINE_DATA to another disk."
        )
