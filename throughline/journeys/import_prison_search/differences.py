"""People in a file who are known already: what the file says anew becomes history, through the ordinary journeys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from throughline.bridges.prison_search import PrisonerRow, Whereabouts
from throughline.custody.actions import stays
from throughline.custody.actions.dates import NewDate, check
from throughline.custody.actions.together import Place, move_within
from throughline.custody.models import Stay
from throughline.custody.statuses import DateType, LegalStatus, MovementKind
from throughline.foundations.actors import Actor
from throughline.foundations.wording import full_name
from throughline.journeys import change_legal_status
from throughline.journeys.admit_person import admit_person
from throughline.journeys.change_release_date import change_release_dates
from throughline.journeys.import_prison_search.known import SOURCE, Known, numbers
from throughline.journeys.import_prison_search.newcomers import admission, is_held, new_dates
from throughline.journeys.release_person import Leaving, release_person
from throughline.journeys.return_to_custody import return_to_custody
from throughline.journeys.transfer_person import Transfer, transfer_person
from throughline.people.actions import identity
from throughline.people.models import Person
from throughline.people.rules import NewIdentifier, NewName
from throughline.people.statuses import NameKind, Sex

Difference = Callable[[PrisonerRow, Person, Known, Actor, datetime], Iterator[str]]


@dataclass
class Together:
    """The two commonest changes, another cell and another date, gathered so that many are kept at once."""

    places: list[Place] = field(default_factory=list)
    dates: list[tuple[Stay, NewDate]] = field(default_factory=list)

    def keep(self, *, by: Actor, at: datetime) -> None:
        """Keep what was gathered, and begin again."""
        move_within(self.places, source=SOURCE, by=by, at=at)
        change_release_dates(self.dates, by=by, at=at)
        self.places.clear()
        self.dates.clear()


def take_in(
    row: PrisonerRow, person: Person, known: Known, together: Together, *, by: Actor, at: datetime
) -> list[str]:
    """Keep, or gather, whatever a row says that we did not hold; return it in words, nothing when it is not new.

    Raises:
        Refused: what it says cannot be. The caller takes back what was kept of the row.
    """
    words = [said for difference in DIFFERENCES for said in difference(row, person, known, by, at)]
    dates = list(_dates(row, person, known, at=at))
    places = list(_place(row, person, known))
    together.dates += [new for new, _ in dates]
    together.places += [place for place, _ in places]
    return [*words, *(said for _, said in places), *(said for _, said in dates)]


def _numbers(row: PrisonerRow, person: Person, known: Known, by: Actor, at: datetime) -> Iterator[str]:
    for kind, value in numbers(row):
        if known.owners.get((kind, value)) is None:
            number = NewIdentifier(kind=kind, value=value)
            identity.add_identifier(person, number=number, source=SOURCE, by=by, at=at)
            known.owners[kind, value] = person.pk
            yield f"number {value} added"


def _name(row: PrisonerRow, person: Person, known: Known, by: Actor, at: datetime) -> Iterator[str]:
    new = NewName(kind=NameKind.LEGAL, given=row.first_name, middle=row.middle_names, family=row.last_name)
    held = known.names.get(person.pk)
    before = full_name(held.given, held.middle, held.family) if held else ""
    if before.casefold() != new.whole.casefold():
        identity.add_name(person, name=new, source=SOURCE, by=by, at=at)
        yield f"name was {before or 'not known'}"


def _details(row: PrisonerRow, person: Person, known: Known, by: Actor, at: datetime) -> Iterator[str]:
    born_on = row.born_on or person.born_on
    sex = row.sex.value if row.sex.value != Sex.UNKNOWN else person.sex
    if (born_on, sex) != (person.born_on, person.sex):
        person.refresh_from_db()
        identity.change_details(
            person,
            born_on=born_on,
            sex=sex,
            language=person.language,
            home_area=person.home_area,
            version=person.version,
            by=by,
            at=at,
        )
        yield "date of birth or recorded sex changed"


def _whereabouts(row: PrisonerRow, person: Person, known: Known, by: Actor, at: datetime) -> Iterator[str]:
    stay = known.stays.get(person.pk)
    if stay is None and is_held(row):
        come_in = return_to_custody if person.pk in known.last_ends else admit_person
        known.stays[person.pk] = come_in(admission(person, row, known, at=at), by=by, at=at)
        known.dates.pop(person.pk, None)
        yield f"came into {known.prisons[row.prison_code].organisation.name}"
    elif stay is not None and (row.died or row.whereabouts == Whereabouts.OUT):
        how = MovementKind.DEATH if row.died else MovementKind.RELEASE_PLANNED
        release_person(stay, leaving=Leaving(how=how, on=at.date(), source=SOURCE), by=by, at=at)
        del known.stays[person.pk]
        yield "left prison"
    elif stay is not None and is_held(row) and known.prisons[row.prison_code].pk != stay.prison_id:
        prison = known.prisons[row.prison_code]
        move = Transfer(to=prison, on=at.date(), hall=row.hall, cell=row.cell, source=SOURCE)
        known.stays[person.pk] = transfer_person(stay, move=move, by=by, at=at)
        yield f"moved from {stay.prison.organisation.name} to {prison.organisation.name}"


def _status(row: PrisonerRow, person: Person, known: Known, by: Actor, at: datetime) -> Iterator[str]:
    stay = known.stays.get(person.pk)
    if stay is None or row.legal_status.value in {stay.legal_status, LegalStatus.UNKNOWN}:
        return
    change_legal_status.change_status(
        stay, legal_status=row.legal_status.value, words=row.status_words, since=at, source=SOURCE, by=by, at=at
    )
    yield f"status was {LegalStatus(stay.legal_status).label.lower()}"


def _place(row: PrisonerRow, person: Person, known: Known) -> Iterator[tuple[Place, str]]:
    stay = known.stays.get(person.pk)
    if stay is None or not is_held(row) or "cellLocation" in row.absent:
        return
    if (row.hall, row.cell) != (stay.hall, stay.cell):
        yield Place(stay, row.hall, row.cell), f"moved within the prison, from {stays.place(stay)}"


def _dates(
    row: PrisonerRow, person: Person, known: Known, *, at: datetime
) -> Iterator[tuple[tuple[Stay, NewDate], str]]:
    stay = known.stays.get(person.pk)
    if stay is None:
        return
    held = known.dates[person.pk]
    for new in (*new_dates(row, at=at), *_gone(row, person, known, at=at)):
        before = held[new.type].on if new.type in held else None
        if before != new.on:
            check(stay, new, at=at)
            yield (stay, new), f"{DateType(new.type).label.lower()} was {before or 'not known'}, is {new.on or 'none'}"


def _gone(row: PrisonerRow, person: Person, known: Known, *, at: datetime) -> Iterator[NewDate]:
    """Return the dates that this source gave before and now says there are none of."""
    given = {kind for kind, _ in row.dates}
    for kind in sorted(row.spoken_of - given):
        held = known.dates[person.pk].get(kind.value)
        if held is not None and held.on is not None and held.source == SOURCE:
            yield NewDate(type=kind.value, on=None, known_at=at, source=SOURCE)


DIFFERENCES: tuple[Difference, ...] = (_numbers, _name, _details, _whereabouts, _status)
