"""A file of the prison search feed arrives: each person is known once, and what is new becomes history."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from throughline.bridges import prison_search
from throughline.bridges.prison_search import PrisonerRow
from throughline.custody.actions.together import heard_again
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writes
from throughline.journeys.import_prison_search.account import Account, Line, Outcome, RowRefusal
from throughline.journeys.import_prison_search.differences import Together, take_in
from throughline.journeys.import_prison_search.known import SOURCE, Known, digest, look_up, misshapen, numbers
from throughline.journeys.import_prison_search.newcomers import bring_in
from throughline.people.actions import sources

__all__ = ["Account", "Line", "Outcome", "RowRefusal", "import_prison_search"]

BATCH = 500
Progress = Callable[[int, int], None]


@writes
def import_prison_search(
    text: str, *, apply: bool, by: Actor, at: datetime, progress: Progress = lambda done, total: None
) -> Account:
    """Read a file and keep what it says, all in one transaction; keep nothing when ``apply`` is False.

    Either way the account is the same: without ``apply`` the work is done and undone.

    Raises:
        Refused: the file as a whole is not from the prison search.
    """
    reading = prison_search.read(text, today=at.date())
    account = Account(rows=reading.total, notes=[f"{note.field}: {note.message}" for note in reading.notes])
    for refusal in reading.refused:
        account.refuse(refusal.row, "", refusal.field, refusal.message)
    with transaction.atomic():
        _take_rows(reading.rows, account, by=by, at=at, progress=progress)
        if not apply:
            transaction.set_rollback(True)
    account.lines.sort(key=lambda line: line.row)
    account.refused.sort(key=lambda refusal: refusal.row)
    return account


def _take_rows(rows: Sequence[PrisonerRow], account: Account, *, by: Actor, at: datetime, progress: Progress) -> None:
    known, notes = look_up(rows, by=by, at=at)
    account.notes += notes
    strangers: list[PrisonerRow] = []
    together, heard = Together(), dict[UUID, str]()
    for done, row in enumerate(rows, start=1):
        account.notes += [f"Row {row.row}: {fault}" for fault in misshapen(row)]
        person_id = _whose(row, known, account)
        if person_id is None:
            strangers += [row] if _claim(row, known, account) else []
        elif person_id is not REFUSED:
            heard |= _known_row(row, person_id, known, together, account, by=by, at=at)
        if done % BATCH == 0:
            together.keep(by=by, at=at)
        progress(done, len(rows))
    together.keep(by=by, at=at)
    sources.heard(heard, source=SOURCE, at=at)
    heard_again((stay.pk for stay in known.stays.values()), at=at)
    for start in range(0, len(strangers), BATCH):
        _new_rows(strangers[start : start + BATCH], known, account, by=by, at=at)


REFUSED = UUID(int=0)


def _whose(row: PrisonerRow, known: Known, account: Account) -> UUID | None:
    """Return whose record a row is about: by prison number, else by PNC or CRO number and the same birth date."""
    first, *others = numbers(row)
    if first in known.owners:
        return known.owners[first]
    for kind, value in others:
        owner = known.owners.get((kind, value))
        if owner is None or owner not in known.people:
            continue
        if known.people[owner].born_on == row.born_on:
            return owner
        name = {"pnc": "pncNumber", "cro": "croNumber"}[kind]
        account.refuse(row.row, row.prisoner_number, name, f"{value} is on another record, with another date of birth.")
        return REFUSED
    return None


def _claim(row: PrisonerRow, known: Known, account: Account) -> bool:
    """Take a newcomer's numbers for them; refuse a number that an earlier row of the file has."""
    for kind, value in numbers(row):
        if (kind, value) in known.owners:
            name = {"pnc": "pncNumber", "cro": "croNumber"}.get(kind, "prisonerNumber")
            account.refuse(row.row, row.prisoner_number, name, f"{value} is in this file for someone else too.")
            return False
    known.owners.update(dict.fromkeys(numbers(row), REFUSED))
    return True


def _known_row(
    row: PrisonerRow, person_id: UUID, known: Known, together: Together, account: Account, *, by: Actor, at: datetime
) -> dict[UUID, str]:
    """Take in a row about someone known; return what the feed now says of them, to be kept."""
    said = digest(row)
    before = known.digests.get(person_id)
    if before is not None and before.digest == said:
        account.tell(row.row, row.prisoner_number, Outcome.UNCHANGED)
        return {}
    try:
        with transaction.atomic():
            words = take_in(row, known.people[person_id], known, together, by=by, at=at)
    except Refused as refusal:
        account.refuse(row.row, row.prisoner_number, refusal.field or "row", str(refusal))
        return {}
    account.tell(row.row, row.prisoner_number, Outcome.CHANGED if words else Outcome.UNCHANGED, *words)
    return {person_id: said}


def _new_rows(rows: Sequence[PrisonerRow], known: Known, account: Account, *, by: Actor, at: datetime) -> None:
    people = bring_in(rows, known, by=by, at=at)
    digests = {person.pk: digest(row) for person, row in zip(people, rows, strict=True)}
    sources.heard(digests, source=SOURCE, at=at)
    for row in rows:
        account.tell(row.row, row.prisoner_number, Outcome.CREATED)
