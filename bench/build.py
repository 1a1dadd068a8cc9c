"""Build the bench's database: 300,000 people, 1.2 million grants, 100,000 cases, 10 million journal rows.

Run ``python -m bench.build``. It takes the data folder of ``THROUGHLINE_DATA`` (``var/bench`` unless set) and starts it
afresh. Smaller: ``--people 30000 --journal 1000000``.
"""

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("THROUGHLINE_DATA", str(ROOT / "var" / "bench"))
os.environ["THROUGHLINE_MODE"] = "demo"

import psycopg  # noqa: E402  the data folder must be chosen before anything of ours is loaded

from throughline.commands.main import main as throughline  # noqa: E402
from throughline.config.connections import embedded_conninfo  # noqa: E402
from throughline.config.folders import data_folder  # noqa: E402
from throughline.config.postgres import SUPERUSER, embedded, running  # noqa: E402
from throughline.demo.inventing import words  # noqa: E402
from throughline.people.matching import search_keys  # noqa: E402

HERE = Path(__file__).parent
JOURNAL_STEP = 1_000_000
MONTHS_BACK = 26


def main() -> int:
    """Build it and say how long each part took."""
    parser = argparse.ArgumentParser(description="Build the benchmark's database.")
    parser.add_argument("--people", type=int, default=300_000)
    parser.add_argument("--journal", type=int, default=10_000_000)
    wanted = parser.parse_args()
    with running(embedded(data_folder())):
        throughline(["migrate"])
        with psycopg.connect(embedded_conninfo(SUPERUSER, folder=data_folder()), autocommit=True) as database:
            _months(database)
            throughline(["demo"])
            _fill(database, people=wanted.people, journal=wanted.journal)
    return 0


def _fill(database: psycopg.Connection, *, people: int, journal: int) -> None:
    database.execute("SET synchronous_commit = off")
    database.execute("SET maintenance_work_mem = '1GB'")
    _names(database)
    for part in ("places", "people", "grants", "journey"):
        _timed(part, database, (HERE / f"{part}.sql").read_text().replace("{people}", str(people)))
    for first in range(0, journal, JOURNAL_STEP):
        last = min(first + JOURNAL_STEP, journal) - 1
        text = (HERE / "journal.sql").read_text()
        for word, value in {"first": first, "last": last, "people": people}.items():
            text = text.replace(f"{{{word}}}", str(value))
        _timed(f"journal to {last + 1:,}", database, text)
    _timed("vacuum and analyze", database, "VACUUM ANALYZE")


def _months(database: psycopg.Connection) -> None:
    for month in range(MONTHS_BACK):
        database.execute(
            "SELECT tl_make_month(log, (date_trunc('month', now()) - %s * interval '1 month')::date) "
            "FROM (VALUES ('journal'), ('read_log')) v(log)",
            [month],
        )


def _names(database: psycopg.Connection) -> None:
    database.execute("CREATE TEMP TABLE bench_name (n int, given text, family text, keys text[])")
    kept = words()
    pairs = [(given, family) for given in kept.men for family in kept.families]
    with database.cursor() as cursor, cursor.copy("COPY bench_name FROM STDIN") as copy:
        for number, (given, family) in enumerate(pairs):
            copy.write_row((number, given, family, sorted(search_keys([f"{given} {family}"]))))


def _timed(name: str, database: psycopg.Connection, text: str) -> None:
    start = time.perf_counter()
    database.execute(text.encode())
    sys.stdout.write(f"{name}: {time.perf_counter() - start:.1f} s\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
