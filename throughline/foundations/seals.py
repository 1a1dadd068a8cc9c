"""Seal the journal and the read log in batches, so that tampering is found.

Each seal is a keyed digest (HMAC-SHA256) of a run of rows chained to the seal before it. The key lives outside the
database. Rows changed, removed, added or put in another order inside a sealed run make the chain differ.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import OperationalError, connection, transaction

from throughline.foundations.models import Seal
from throughline.foundations.writing import writes

LOGS = ("journal", "read_log")
BATCH_ROWS = 20_000
FIRST = "0" * 64
# Writers hold the log in share mode while they add to it; the sealer waits this long for them, then tries next time.
PATIENCE = "250ms"

_ROWS = """
    SELECT count(*), max(seq),
    coalesce(encode(sha256(convert_to(string_agg(row::text, E'\\n' ORDER BY seq), 'UTF8')), 'hex'), '')
    FROM (SELECT seq, to_jsonb(l) AS row FROM {log} l WHERE seq > %s AND seq <= %s ORDER BY seq LIMIT %s) sealed
"""


@dataclass(frozen=True)
class Fault:
    """A run of a log that is not as it was sealed."""

    log: str
    after_seq: int
    upto_seq: int


@writes
def seal(*, at: datetime) -> int:
    """Seal whatever is new in both logs; return the number of rows sealed.

    Returns 0 for a log that someone is still writing to: it is sealed next time.
    """
    return sum(_seal_log(log, at=at) for log in LOGS)


def _seal_log(log: str, *, at: datetime) -> int:
    try:
        with transaction.atomic():
            _wait_for_writers(log)
            last = Seal.objects.filter(log=log).order_by("-upto_seq").first()
            return sum(_seal_batches(log, last, at=at))
    except OperationalError:
        return 0


def _wait_for_writers(log: str) -> None:
    """Take the log for a moment, so that no row with a lower number can still be on its way."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute("SELECT tl_hold_log(%s)", [log])


def _seal_batches(log: str, last: Seal | None, *, at: datetime) -> Iterator[int]:
    after, chain = (last.upto_seq, last.chain) if last else (0, FIRST)
    while True:
        rows, upto, digest = _digest(log, after, None)
        if not rows:
            return
        chain = _link(chain, log, after, upto, rows, digest)
        Seal.objects.create(log=log, after_seq=after, upto_seq=upto, rows=rows, chain=chain, sealed_at=at)
        after = upto
        yield rows


def verify() -> list[Fault]:
    """Return the sealed runs that no longer match their seal, or whose seal is missing."""
    return [fault for log in LOGS for fault in _verify_log(log)]


def _verify_log(log: str) -> Iterator[Fault]:
    after, chain = 0, FIRST
    for row in Seal.objects.filter(log=log).order_by("upto_seq").iterator():
        rows, _, digest = _digest(log, row.after_seq, row.upto_seq)
        expected = _link(chain, log, row.after_seq, row.upto_seq, rows, digest)
        if row.after_seq != after or rows != row.rows or not hmac.compare_digest(expected, row.chain):
            yield Fault(log=log, after_seq=row.after_seq, upto_seq=row.upto_seq)
        after, chain = row.upto_seq, row.chain


def _digest(log: str, after: int, upto: int | None) -> tuple[int, int, str]:
    """Return how many rows a run has, its last number, and a digest of them."""
    limit = None if upto is not None else BATCH_ROWS
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(log=log), [after, 2**62 if upto is None else upto, limit])
        rows, last, digest = cursor.fetchone() or (0, None, "")
    return rows, last or after, digest


def _link(chain: str, log: str, after: int, upto: int, rows: int, digest: str) -> str:
    text = f"{chain}|{log}|{after}|{upto}|{rows}|{digest}"
    return hmac.new(settings.SEAL_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
