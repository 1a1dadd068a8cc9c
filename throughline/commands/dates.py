"""Change the dates of many people from a file. Without --apply it says what would happen and keeps nothing."""

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from throughline.commands.output import say
from throughline.custody.actions import rounds
from throughline.custody.statuses import RoundRowState
from throughline.foundations import clock
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted
from throughline.journeys import date_rounds
from throughline.journeys.date_rounds import Batch, Gathered, RowRefusal

LARGEST_MEGABYTES = 20


@dataclass(frozen=True)
class Account:
    """What a file did, or would do. ``now_late`` counts steps, ``no_address`` people who move."""

    rows: int
    moved: int
    unchanged: int
    older: int
    now_late: int
    no_address: int
    refused: Sequence[RowRefusal]


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument(
        "file",
        type=Path,
        help="CSV whose first line names the columns: prison number, date type, date, source, known on. "
        "An empty date says that there is now no such date",
    )
    parser.add_argument("--apply", action="store_true", help="keep the dates, a hundred in each transaction")
    parser.add_argument(
        "--json",
        action="store_true",
        help="print the numbers as JSON; a row is its line in the file, the header being 1",
    )


def run(options: Namespace) -> int:
    """Look at the dates of a file, or keep them. Exit code 0 even when rows were refused: they are reported."""
    gathered = date_rounds.from_file(_text(options.file), by=SYSTEM, at=clock.now())
    account = _apply(gathered, options.file.name) if options.apply else _look(gathered)
    if options.json:
        say(json.dumps(asdict(account)))
    else:
        _tell(account, apply=options.apply)
    return 0


def _look(gathered: Gathered) -> Account:
    found = date_rounds.sum_up(date_rounds.look(gathered.wanted, by=SYSTEM, at=clock.now()))
    return Account(
        rows=gathered.rows,
        moved=found.moved,
        unchanged=found.unchanged,
        older=found.older,
        now_late=found.now_late,
        no_address=found.no_address,
        refused=gathered.refused,
    )


def _apply(gathered: Gathered, name: str) -> Account:
    """Make a round for each prison in the file, apply each, and say what came of every row."""
    made = date_rounds.prepare_by_prison(gathered.wanted, name=name[:120], by=SYSTEM, at=clock.now())
    batches: list[Batch] = []
    for each in made:
        begun = rounds.begin(each, by=SYSTEM, at=clock.now())
        batches += date_rounds.go_on(begun.pk, by=SYSTEM, now=clock.now)
    results = date_rounds.results([each.pk for each in made])
    states = Counter(result.state for result in results)
    fresh = [RowRefusal(each.number, "", each.message) for each in results if each.state == RoundRowState.REFUSED]
    return Account(
        rows=gathered.rows,
        moved=states[RoundRowState.MOVED],
        unchanged=states[RoundRowState.UNCHANGED],
        older=states[RoundRowState.OLDER],
        now_late=sum(batch.now_late for batch in batches),
        no_address=sum(batch.no_address for batch in batches),
        refused=sorted([*gathered.refused, *fresh], key=lambda refusal: refusal.row),
    )


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST_MEGABYTES * 2**20:
            raise Refused(f"{file} is over {LARGEST_MEGABYTES} MB. Ask for it in parts.")
        return file.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise Refused(f"{file} cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise Refused(f"{file} is not text in UTF-8. Save it again as CSV in UTF-8.") from fault


def _tell(account: Account, *, apply: bool) -> None:
    for refusal in account.refused:
        where = f" ({refusal.field})" if refusal.field else ""
        say(f"line {refusal.row}{where}: {refusal.message}")
    said = "" if apply else "would be "
    say(f"{counted(account.rows, 'row', 'rows')}: {account.moved:,} {said}moved, {account.unchanged:,} unchanged,")
    say(f"{account.older:,} older than what is known, {len({each.row for each in account.refused}):,} refused.")
    steps = counted(account.now_late, "step is", "steps are")
    people = counted(account.no_address, "person who moves has", "people who move have")
    say(f"{steps} late at once. {people} no address planned.")
    say("Everything above is kept." if apply else "Nothing was kept. Add --apply to keep it.")
