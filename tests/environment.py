"""Where the tests keep their data and whom the database is told is calling; loaded before Django reads its settings."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("THROUGHLINE_TEST_DATA") or ROOT / ".test-data" / "carried")

for name in [name for name in os.environ if name.startswith(("THROUGHLINE_", "DATABASE_", "PORT"))]:
    if name not in {"THROUGHLINE_TEST_DATA", "THROUGHLINE_PRISON_SAMPLE"}:
        del os.environ[name]
os.environ |= {
    "THROUGHLINE_DATA": str(DATA),
    "THROUGHLINE_MODE": "demo",
    "THROUGHLINE_LOGIN": "viewer",
    "THROUGHLINE_DATABASE_NAME": f"test_{os.getpid()}",
}
# Commands are started by the dozen: let them keep their compiled modules.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
