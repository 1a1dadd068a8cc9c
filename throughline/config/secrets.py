"""Secrets an installation makes for itself, one private file each."""

import os
import secrets
import tempfile
from pathlib import Path

from throughline.config.folders import data_folder, private_folder

BYTES = 32


def secret(name: str, *, folder: Path | None = None) -> str:
    """Return the secret of this name, made the first time it is asked for.

    Two processes asking at once get the same answer: the file appears whole or not at all.
    """
    place = private_folder(private_folder(folder or data_folder()) / "secrets") / name
    if not place.exists():
        _write_once(place, secrets.token_urlsafe(BYTES))
    return place.read_text(encoding="utf-8").strip()


def _write_once(place: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    try:
        os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
