"""Read a file of the prison search feed: a bare list of people, a page, or a list of pages."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeGuard

from throughline.bridges.prison_search.codes import EXPECTED, PAGING, READ
from throughline.bridges.prison_search.fields import Fields, Notebook, described
from throughline.bridges.prison_search.people import person
from throughline.bridges.prison_search.rows import PrisonerRow, Reading, Refusal
from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted, listed


def read(text: str, *, today: date) -> Reading:
    """Read every person in a file, refuse the rows that cannot be used, and note what was survived.

    Raises:
        Refused: the file as a whole is not one this reader knows.
    """
    notebook = Notebook()
    found: list[PrisonerRow] = []
    refused: list[Refusal] = []
    total = 0
    for total, record in enumerate(_records(_parsed(text), notebook), start=1):
        row, faults = _one(record, row=total, notebook=notebook, today=today)
        refused += faults
        if row is not None:
            found.append(row)
    used, repeats = _without_repeats(found, notebook)
    every = sorted([*refused, *repeats], key=lambda each: each.row)
    return Reading(rows=tuple(used), refused=tuple(every), notes=notebook.notes(), total=total)


def _parsed(text: str) -> object:
    try:
        parsed: object = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, character {error.colno}"
        raise Refused(f"This file is not JSON: it cannot be read from {place} on. Ask for the file again.") from error
    except (RecursionError, ValueError) as error:
        raise Refused("This file is not from the prison search: a value in it cannot be read.") from error
    return parsed


def _records(document: object, notebook: Notebook) -> Iterator[object]:
    """Yield each person's record, whichever shape the file has."""
    if not isinstance(document, list) and not _is_page(document):
        raise Refused(
            'This file is not from the prison search: it should be a list of people, or pages with "content".'
        )
    parts = document if isinstance(document, list) else [document]
    promised = given = 0
    for part in parts:
        records = _content(part, notebook) if _is_page(part) else [part]
        promised = max(promised, _promised(part))
        given += len(records)
        yield from records
    if given < promised:
        people = counted(promised, "person", "people")
        notebook.add_once("totalElements", f"The feed has {people} and this file {given:,}: pages are missing.")


def _is_page(part: object) -> TypeGuard[dict[str, object]]:
    return isinstance(part, dict) and "content" in part and "prisonerNumber" not in part


def _content(page: Mapping[str, object], notebook: Notebook) -> list[object]:
    for field in page.keys() - PAGING:
        notebook.add_once(field, f"{field} is not a field of people and was left out.")
    content = page["content"]
    if not isinstance(content, list):
        raise Refused(
            f'This file is not from the prison search: "content" is {described(content)} and not a list of people.'
        )
    return content


def _promised(part: object) -> int:
    """Return how many people a page says the feed has."""
    total = part.get("totalElements") if _is_page(part) else None
    return total if isinstance(total, int) else 0


def _one(record: object, *, row: int, notebook: Notebook, today: date) -> tuple[PrisonerRow | None, list[Refusal]]:
    if not isinstance(record, dict):
        return None, [Refusal(row, "", f"This row is {described(record)} and not a person. Take it out of the file.")]
    _note_fields(record, notebook)
    fields = Fields(record, row=row, notebook=notebook)
    read_row = person(fields, row=row, absent=frozenset(READ - record.keys()), notebook=notebook, today=today)
    return (None if fields.refused else read_row), fields.refused


def _note_fields(record: Mapping[str, object], notebook: Notebook) -> None:
    for field in record.keys() - READ:
        notebook.add(field, f"{field} is not used here and was left out.")
    for field in EXPECTED - record.keys():
        notebook.add(field, f"{field} was not sent. What is on record already is kept.")


def _without_repeats(rows: Iterable[PrisonerRow], notebook: Notebook) -> tuple[list[PrisonerRow], list[Refusal]]:
    """Keep one row a person: the same row again is noted, and rows that contradict each other are all refused."""
    by_number: dict[str, list[PrisonerRow]] = defaultdict(list)
    for row in rows:
        by_number[row.prisoner_number].append(row)
    used, refused = [], []
    for number, same in by_number.items():
        if all(replace(other, row=same[0].row) == same[0] for other in same[1:]):
            used.append(same[0])
            for other in same[1:]:
                notebook.add("prisonerNumber", f"Row {other.row} says the same of {number} as row {same[0].row}.")
            continue
        where = listed(str(each.row) for each in same)
        message = f"Rows {where} say different things of {number}. Keep the one that is right."
        refused += [Refusal(each.row, "prisonerNumber", message) for each in same]
    return used, refused
