"""People in a file whom nobody here knows: registered, admitted and shown to their prison, in bulk."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from throughline.agencies.models import Prison, Team
from throughline.agencies.statuses import TeamKind
from throughline.bridges.prison_search import PrisonerRow, Whereabouts
from throughline.custody.actions import admissions, dates
from throughline.custody.actions.admissions import Admission
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import Stay
from throughline.foundations.actors import Actor
from throughline.journeys.holding_prison import COMPARTMENTS
from throughline.journeys.import_prison_search.known import SOURCE, Known, numbers
from throughline.people.actions import registering
from throughline.people.models import Person
from throughline.people.rules import NewIdentifier, NewName, NewPerson
from throughline.people.statuses import NameKind
from throughline.sharing.actions import grants
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.statuses import GrantReason, Tier

ON_THE_BOOKS = frozenset({Whereabouts.IN_PRISON, Whereabouts.OUT_FOR_NOW, Whereabouts.BETWEEN_PRISONS})


def is_held(row: PrisonerRow) -> bool:
    """Return whether a row says that someone is on a prison's books."""
    return row.whereabouts in ON_THE_BOOKS and bool(row.prison_code) and not row.died


def bring_in(rows: Sequence[PrisonerRow], known: Known, *, by: Actor, at: datetime) -> list[Person]:
    """Register everyone, open a stay for those in prison, keep their dates, and let their prison see them."""
    people = registering.register_many([newcomer(row) for row in rows], source=SOURCE, by=by, at=at)
    held = [(person, row) for person, row in zip(people, rows, strict=True) if is_held(row)]
    opened = admissions.admit_many([admission(person, row, known, at=at) for person, row in held], by=by, at=at)
    pairs = [(stay, new) for stay, (_, row) in zip(opened, held, strict=True) for new in new_dates(row, at=at)]
    dates.record_first_dates(pairs, by=by, at=at)
    let_prisons_see(opened, by=by, at=at)
    return people


def newcomer(row: PrisonerRow) -> NewPerson:
    """Return a row as someone to register."""
    legal = NewName(kind=NameKind.LEGAL, given=row.first_name, middle=row.middle_names, family=row.last_name)
    others = tuple(
        NewName(kind=NameKind.ALIAS, given=alias.first_name, middle=alias.middle_names, family=alias.last_name)
        for alias in row.aliases
    )
    found = tuple(NewIdentifier(kind=kind, value=value) for kind, value in numbers(row))
    return NewPerson(names=(legal, *others), born_on=row.born_on, sex=row.sex.value, identifiers=found)


def admission(person: Person, row: PrisonerRow, known: Known, *, at: datetime) -> Admission:
    """Return a row as someone coming into prison. The day they were received is today where none is given."""
    return Admission(
        person=person,
        prison=known.prisons[row.prison_code],
        admitted_on=row.received_on or at.date(),
        hall=row.hall,
        cell=row.cell,
        legal_status=row.legal_status.value,
        status_words=row.status_words,
        booking=row.booking,
        recalled=row.recalled,
        source=SOURCE,
        as_of=at,
    )


def new_dates(row: PrisonerRow, *, at: datetime) -> Iterator[NewDate]:
    """Return the dates a row gives, known as of now."""
    for kind, on in row.dates:
        yield NewDate(type=kind.value, on=on, known_at=at, source=SOURCE)


def let_prisons_see(opened: Sequence[Stay], *, by: Actor, at: datetime) -> None:
    """Give each prison's staff sight of the people it holds."""
    wanted: set[Prison] = {stay.prison for stay in opened}
    teams = {
        team.organisation_id: team
        for team in Team.objects.filter(
            kind=TeamKind.EVERYONE, organisation_id__in=[prison.organisation_id for prison in wanted]
        ).select_related("organisation")
    }
    new = [
        NewGrant(
            person=stay.person,
            team=teams[stay.prison.organisation_id],
            tier=Tier.WORKS_WITH,
            compartments=COMPARTMENTS,
            reason=GrantReason.CUSTODY,
            words=f"In {stay.prison.organisation.name}",
        )
        for stay in opened
    ]
    grants.grant_many(new, by=by, at=at)
