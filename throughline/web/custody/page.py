"""Everything the custody page shows of one person, as we hold it now or held it on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import QuerySet

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.custody import queries as custody
from throughline.custody.models import KeyDate, Location, Movement, StatusSpell, Stay
from throughline.custody.release_days import ReleaseDayWarning
from throughline.custody.rules import MEANINGS, Route, leading, place_in_words, throughcare_route
from throughline.custody.statuses import LegalStatus, Supervision
from throughline.foundations.working_days import Jurisdiction
from throughline.people.models import PersonRecord
from throughline.web.custody import dates
from throughline.web.custody.dates import Line, Said
from throughline.web.custody.seen import Seen, seen_of
from throughline.web.people.frame import Opened

R = TypeVar("R", bound=PersonRecord)

MOST_SHOWN = 50
"""Rows of one history shown; older ones are kept, and hardly anybody has had so many."""


@dataclass(frozen=True)
class Where:
    """One place in a prison and its words; the words are empty when neither hall nor cell is known."""

    row: Location
    words: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """One stay: where, why the law holds them, the dates, and how each came to be known."""

    stay: Stay
    location: Location | None
    spell: StatusSpell | None
    place: str
    meaning: str
    lines: list[Line]
    history: list[Said]
    statuses: list[StatusSpell]
    places: list[Where]
    caution: ReleaseDayWarning | None
    route: Route


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the custody page shows. ``held`` is None when they were not in prison then, or never were."""

    held: Held | None
    earlier: list[Stay]
    movements: list[Movement]
    seen: Seen | None = None


def gather(opened: Opened, *, at: datetime, on: date, then: bool) -> Page:
    """Read what we hold at an instant that falls on a day. ``then`` says whether that is not now."""
    about = {"person": opened.person}
    stays = list(custody.newest_first(access.visible(Stay, by=opened.actor, to=Do.SEE_CUSTODY).filter(**about)))
    moves = custody.moves(access.visible(Movement, by=opened.actor, to=Do.SEE_CUSTODY).filter(**about))
    shown = _stay_on(stays, on) if then else next(iter(stays), None)
    if shown is not None and shown.ended_on is not None and not then:
        shown = None
    return Page(
        held=_held(opened, shown, at=at, on=on, then=then) if shown else None,
        earlier=[stay for stay in stays if stay != shown],
        movements=list(moves.filter(recorded_at__lte=at)[:MOST_SHOWN]),
        seen=None if then else seen_of(opened),
    )


def _stay_on(stays: Sequence[Stay], on: date) -> Stay | None:
    """Return the stay a day falls in."""
    return next((s for s in stays if s.admitted_on <= on and (s.ended_on is None or on < s.ended_on)), None)


def _held(opened: Opened, stay: Stay, *, at: datetime, on: date, then: bool) -> Held:
    history = _history(opened, stay, at=at)
    places = _until(custody.places(_rows(Location, opened, stay)), at)
    spells = _until(custody.statuses(_rows(StatusSpell, opened, stay)), at)
    location, spell = next(iter(places), None), next(iter(spells), None)
    where = location if then and location else stay
    lines = dates.lines(history, at=at)
    first = leading(dates.typed(line.held for line in lines))
    status = LegalStatus(spell.legal_status if then and spell else stay.legal_status)
    return Held(
        stay=stay,
        location=location,
        spell=spell,
        place=place_in_words(hall=where.hall, cell=where.cell),
        meaning=MEANINGS[status],
        lines=lines,
        history=dates.said(history, at=at),
        statuses=spells,
        places=[Where(row, place_in_words(hall=row.hall, cell=row.cell)) for row in places],
        caution=None if then else dates.caution(stay, stay.prison, first, today=on),
        route=_route(stay),
    )


def _history(opened: Opened, stay: Stay, *, at: datetime) -> list[KeyDate]:
    if stay == opened.stay:
        return [row for row in opened.date_history if row.recorded_at <= at]
    return list(custody.history(_rows(KeyDate, opened, stay)).filter(recorded_at__lte=at))


def _route(stay: Stay) -> Route:
    return throughcare_route(
        jurisdiction=Jurisdiction(stay.prison.organisation.jurisdiction),
        legal_status=LegalStatus(stay.legal_status),
        supervision=Supervision(stay.supervision),
        sentence_days=stay.sentence_days,
    )


def _until(rows: QuerySet[R], at: datetime) -> list[R]:
    return list(rows.filter(since__lte=at)[:MOST_SHOWN])


def _rows(model: type[R], opened: Opened, stay: Stay) -> QuerySet[R]:
    return access.visible(model, by=opened.actor, to=Do.SEE_CUSTODY).filter(person=opened.person, stay=stay)
