"""Read a file of the prison search feed. Without --apply it says what it would do and keeps nothing."""

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from throughline.commands.output import complain, say
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.journeys.import_prison_search import Account, Outcome, import_prison_search

SHOWN_EVERY = 500
LARGEST_MEGABYTES = 200


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("file", type=Path, help="the feed as JSON: a list of people, a page, or a list of pages")
    parser.add_argument("--apply", action="store_true", help="keep what the file says, in one transaction")
    parser.add_argument("--json", action="store_true", help="print the counts and refusals as JSON")


def run(options: Namespace) -> int:
    """Import, and account for every row. Exit code 0 even when rows were refused: they are reported."""
    text = _text(options.file)
    account = import_prison_search(text, apply=options.apply, by=SYSTEM, at=clock.now(), progress=_progress)
    for note in account.notes:
        complain(f"Note: {note}")
    if options.json:
        say(json.dumps(as_json(account)))
    else:
        _tell(account, apply=options.apply)
    return 0


def as_json(account: Account) -> dict[str, object]:
    """Return the account in the shape other systems rely on."""
    return {
        "rows": account.rows,
        "created": account.count(Outcome.CREATED),
        "changed": account.count(Outcome.CHANGED),
        "unchanged": account.count(Outcome.UNCHANGED),
        "refused": [asdict(refusal) for refusal in account.refused],
    }


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST_MEGABYTES * 2**20:
            raise Refused(f"{file} is over {LARGEST_MEGABYTES} MB. Ask for it in pages.")
        return file.read_text(encoding="utf-8")
    except OSError as fault:
        raise Refused(f"{file} cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise Refused(f"{file} is not text in UTF-8. Ask for the file again.") from fault


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() and (done % SHOWN_EVERY == 0 or done == total):
        sys.stderr.write(f"\r{done:,} of {total:,} rows read")
        sys.stderr.write("\n" if done == total else "")


def _tell(account: Account, *, apply: bool) -> None:
    for line in account.lines:
        say(f"row {line.row:>6}  {line.number:<8}  {line.outcome:<9}  {'; '.join(line.words)}".rstrip())
    counts = ", ".join(f"{account.count(outcome):,} {outcome}" for outcome in Outcome)
    say(f"\n{account.rows:,} rows: {counts}.")
    say("Everything above is kept." if apply else "Nothing was kept: this was a dry run. Add --apply to keep it.")
