"""The same acts for many people at once: the rows they leave are those that one at a time leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from throughline.custody.actions.parts import new_location
from throughline.custody.actions.stays import place as place_in_words
from throughline.custody.models import Location, Movement, Stay
from throughline.custody.rules import ENDINGS, check_moved
from throughline.custody.statuses import MovementKind
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import write_many
from throughline.foundations.writing import writes

BATCH = 1000


@dataclass(frozen=True)
class Place:
    """Where in the prison someone on a stay is now."""

    stay: Stay
    hall: str
    cell: str


@writes
def move_within(places: Sequence[Place], *, source: str, by: Actor, at: datetime) -> None:
    """Record moves to other halls and cells, known as of now; each stay once. Stays that have ended are left alone."""
    open_now = _locked([place.stay for place in places])
    moved: list[tuple[Stay, str]] = []
    for place in places:
        stay = open_now.get(place.stay.pk)
        if stay is not None and (stay.hall, stay.cell) != (place.hall, place.cell):
            moved.append((stay, place_in_words(stay)))
            stay.hall, stay.cell, stay.as_of, stay.version = place.hall, place.cell, at, stay.version + 1
    stays = [stay for stay, _ in moved]
    write_many(stays, "hall", "cell", "as_of", "version")
    Location.objects.bulk_create([new_location(stay, since=at, source=source) for stay in stays], batch_size=BATCH)
    journal.note_many(
        (
            journal.Event(
                what="custody.moved_within",
                about=stay,
                person_id=stay.person_id,
                facts={"before": before, "after": place_in_words(stay)},
            )
            for stay, before in moved
        ),
        by=by,
        at=at,
    )


@writes
def heard_again(stays: Iterable[UUID], *, at: datetime) -> int:
    """Keep that a source says the same of some stays as of now; return how many are fresher for it."""
    return Stay.objects.filter(pk__in=list(stays), ended_on=None, as_of__lt=at).update(as_of=at)


@dataclass(frozen=True)
class Leaving:
    """A stay that ends: the first day out, and how."""

    stay: Stay
    how: str
    on: date


@writes
def leave_many(leavings: Sequence[Leaving], *, source: str, by: Actor, at: datetime) -> list[Stay]:
    """End stays, each once; return them in the order given.

    Raises:
        Refused: one has ended, a day is before they came in or in the future, or ``how`` is not an end.
    """
    held = _locked([leaving.stay for leaving in leavings])
    gone = [_left(held.get(leaving.stay.pk), leaving, today=localdate(at)) for leaving in leavings]
    write_many(gone, "ended_on", "ended_how", "out_on_licence", "version")
    Movement.objects.bulk_create([_going_out(stay, source=source, at=at) for stay in gone], batch_size=BATCH)
    journal.note_many((_left_event(stay) for stay in gone), by=by, at=at)
    return gone


def _left(stay: Stay | None, leaving: Leaving, *, today: date) -> Stay:
    if stay is None:
        raise Refused("They have left prison. Record them coming in again first.")
    if leaving.how not in ENDINGS:
        raise Refused("Choose how they left.", field="how")
    how = MovementKind(leaving.how)
    check_moved(how, leaving.on, admitted_on=stay.admitted_on, ended_on=None, out_on_licence=False, today=today)
    stay.ended_on, stay.ended_how, stay.out_on_licence, stay.version = leaving.on, how, False, stay.version + 1
    return stay


def _going_out(stay: Stay, *, source: str, at: datetime) -> Movement:
    assert stay.ended_on is not None  # noqa: S101  just set
    return Movement(
        person_id=stay.person_id,
        stay=stay,
        kind=stay.ended_how,
        on=stay.ended_on,
        from_prison=stay.prison,
        source=source,
        recorded_at=at,
    )


def _left_event(stay: Stay) -> journal.Event:
    assert stay.ended_on is not None  # noqa: S101  just set
    facts: dict[str, journal.Fact] = {
        "how": str(stay.ended_how),
        "on": stay.ended_on.isoformat(),
        "prison": stay.prison.organisation.name,
    }
    return journal.Event(what="custody.left", about=stay, person_id=stay.person_id, facts=facts)


def _locked(stays: Sequence[Stay]) -> dict[object, Stay]:
    wanted = [stay.pk for stay in stays]
    rows = Stay.objects.select_for_update(of=("self",)).filter(pk__in=wanted, ended_on=None).order_by("id")
    return {row.pk: row for row in rows.select_related("prison__organisation")}
