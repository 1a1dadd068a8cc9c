"""What is known already of the people in a file, asked once for all of them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from throughline.agencies.actions import organisations
from throughline.agencies.models import Organisation, Prison
from throughline.agencies.statuses import Jurisdiction, OrganisationKind
from throughline.bridges.prison_search import PrisonerRow
from throughline.custody.models import KeyDate, Stay
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.people.identifiers import IdentifierKind, normalise
from throughline.people.models import Identifier, KnownBy, Name, Person
from throughline.people.statuses import NameKind

SOURCE = "Prison search"
# The feed does not say which country's rules a prison keeps. Scottish prisons, by the name the feed uses.
SCOTTISH = frozenset(
    (
        *("Addiewell", "Barlinnie", "Castle Huntly", "Cornton Vale", "Dumfries", "Edinburgh", "Glenochil", "Grampian"),
        *("Greenock", "Inverness", "Kilmarnock", "Low Moss", "Perth", "Polmont", "Shotts", "Stirling"),
    )
)
Number = tuple[str, str]


@dataclass
class Known:
    """Lookups over everyone in the file."""

    prisons: dict[str, Prison] = field(default_factory=dict)
    owners: dict[Number, UUID] = field(default_factory=dict)
    people: dict[UUID, Person] = field(default_factory=dict)
    digests: dict[UUID, KnownBy] = field(default_factory=dict)
    stays: dict[UUID, Stay] = field(default_factory=dict)
    last_ends: dict[UUID, date] = field(default_factory=dict)
    names: dict[UUID, Name] = field(default_factory=dict)
    dates: dict[UUID, dict[str, KeyDate]] = field(default_factory=lambda: defaultdict(dict))


def numbers(row: PrisonerRow) -> list[Number]:
    """Return the numbers a row gives, as they are kept, the prison number first. One of the wrong shape is left out."""
    return [(kind, value) for kind, value, _ in _given(row) if value]


def misshapen(row: PrisonerRow) -> list[str]:
    """Return what is wrong with the numbers of a row that cannot be kept."""
    return [f"{text} was left out: {fault}" for _, _, (text, fault) in _given(row) if fault]


def _given(row: PrisonerRow) -> list[tuple[str, str, tuple[str, str]]]:
    given = (
        (IdentifierKind.PRISON_NUMBER, row.prisoner_number),
        (IdentifierKind.PNC, row.pnc_number),
        (IdentifierKind.CRO, row.cro_number),
    )
    return [(kind.value, *_kept(kind, text)) for kind, text in given if text]


def _kept(kind: IdentifierKind, text: str) -> tuple[str, tuple[str, str]]:
    try:
        return normalise(kind, text), (text, "")
    except Refused as refusal:
        return "", (text, str(refusal))


def digest(row: PrisonerRow) -> str:
    """Return a stand-in for all a row says of a person, wherever in a file it stands."""
    said = [str(getattr(row, name)) for name in row.__dataclass_fields__ if name not in {"row", "spoken_of", "absent"}]
    return hashlib.sha256("|".join([*said, *sorted(row.spoken_of)]).encode()).hexdigest()


def look_up(rows: Sequence[PrisonerRow], *, by: Actor, at: datetime) -> tuple[Known, list[str]]:
    """Ask what is known of the people in a file; prisons it names for the first time are added, and said."""
    known = Known()
    notes = _prisons(known, rows, by=by, at=at)
    values = {value for row in rows for _, value in numbers(row)}
    for identifier in Identifier.objects.filter(value__in=values, ended_on=None):
        known.owners[identifier.kind, identifier.value] = identifier.person_id
    _people(known, set(known.owners.values()))
    return known, notes


def _people(known: Known, ids: Iterable[UUID]) -> None:
    wanted = list(ids)
    known.people = Person.objects.in_bulk(wanted)
    known.digests = {row.person_id: row for row in KnownBy.objects.filter(person_id__in=wanted, source=SOURCE)}
    for stay in (
        Stay.objects.filter(person_id__in=wanted).select_related("prison__organisation").order_by("admitted_on")
    ):
        if stay.ended_on is None:
            known.stays[stay.person_id] = stay
        else:
            known.last_ends[stay.person_id] = stay.ended_on
    for name in Name.objects.filter(person_id__in=wanted, kind=NameKind.LEGAL, until_on=None):
        known.names[name.person_id] = name
    for held in KeyDate.objects.filter(person_id__in=wanted, holds=True, stay__ended_on=None):
        known.dates[held.person_id][held.type] = held


def _prisons(known: Known, rows: Sequence[PrisonerRow], *, by: Actor, at: datetime) -> list[str]:
    named = {row.prison_code: row.prison_name for row in rows if row.prison_code}
    found = Prison.objects.filter(code__in=list(named)).select_related("organisation")
    known.prisons = {prison.code: prison for prison in found}
    notes = []
    for code, name in sorted(named.items()):
        if code not in known.prisons:
            known.prisons[code] = _new_prison(code, name, by=by, at=at)
            notes.append(f"{known.prisons[code].organisation.name} ({code}) was not known here and is added.")
    return notes


def _new_prison(code: str, name: str, *, by: Actor, at: datetime) -> Prison:
    shown = prison_name(name, code)
    if Organisation.objects.filter(name__iexact=shown).exists():
        shown = f"{shown} ({code})"
    scottish = name.partition(" (")[0].strip() in SCOTTISH
    jurisdiction = Jurisdiction.SCOTLAND if scottish else Jurisdiction.ENGLAND_AND_WALES
    organisation = organisations.add_organisation(
        name=shown, kind=OrganisationKind.PRISON, jurisdiction=jurisdiction, by=by, at=at
    )
    return organisations.add_prison(organisation, code=code, opened_on=None, capacity=None, holds=[], by=by, at=at)


def prison_name(name: str, code: str) -> str:
    """Return a prison's name as it is said.

    >>> prison_name("Holme House (HMP)", "HHI"), prison_name("", "XYI")
    ('HMP Holme House', 'Prison XYI')
    """
    place, bracket, kind = name.strip().removesuffix(")").partition(" (")
    if not place:
        return f"Prison {code}"
    return " ".join(chain([kind] if bracket else [], [place]))
