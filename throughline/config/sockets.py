"""Where the embedded PostgreSQL listens: a socket in a private folder, never a network port."""

import os
import tempfile
from pathlib import Path

from throughline.config.folders import private_folder

PORT = 5432
LONGEST = 100
"""Bytes in the socket's path; the kernel allows 107 on Linux and 103 on macOS."""


def socket_folder(data: Path) -> Path:
    """Return the folder of the socket: inside the data folder, or a short one recorded there when its path is long."""
    inside = data / "socket"
    if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= LONGEST:
        return inside
    return _short_folder(record=private_folder(data) / "socket-folder")


def _short_folder(*, record: Path) -> Path:
    if not record.exists():
        record.write_text(tempfile.mkdtemp(prefix="throughline-"), encoding="utf-8")
    return Path(record.read_text(encoding="utf-8"))
