"""A date of release as another system knows it, as JSON: the same as one row of a file of dates."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from django.http import HttpResponse
from ninja import Field, Router, Schema
from pydantic import ConfigDict, JsonValue, PlainValidator, StringConstraints, WithJsonSchema

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.reach import reach
from throughline.access.requests import StaffRequest
from throughline.api.fields import DAY, MOMENT, Day, Id, Source, Taken, Words
from throughline.api.once import IdempotencyKey, once
from throughline.api.problems import ANSWERS, FieldProblem, Problem
from throughline.custody import queries as custody
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import KeyDate, Stay
from throughline.custody.statuses import DateType
from throughline.foundations.errors import Refused
from throughline.foundations.wording import LONDON
from throughline.journeys.change_release_date import change_release_date
from throughline.journeys.ripple import Ripple
from throughline.people.identifiers import IdentifierKind
from throughline.people.models import Identifier, Person

router = Router(tags=["Custody"])

WHO = "Send prison_number or person_id, and not both."
NOT_THEN = "Write it like 2026-02-03 or 2026-02-03T14:00:00Z."
PRISON_NUMBERS = (IdentifierKind.PRISON_NUMBER, IdentifierKind.SPIN)

PrisonNumber = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9 ]+$")]


def _day_or_instant(value: object) -> date:
    """Read a day or an instant, each in its one spelling."""
    if isinstance(value, str) and re.fullmatch(DAY, value, re.ASCII):
        return date.fromisoformat(value)
    if isinstance(value, str) and re.fullmatch(MOMENT, value, re.ASCII):
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    raise ValueError(NOT_THEN)


KnownOn = Annotated[
    date,
    PlainValidator(_day_or_instant),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date", "pattern": DAY},
                {"type": "string", "format": "date-time", "pattern": MOMENT},
            ]
        }
    ),
]


ONE_OF_TWO: list[JsonValue] = [
    {"required": [name], "properties": {name: {"type": "string"}}} for name in ("prison_number", "person_id")
]


class ReleaseDateIn(Taken):
    """A date as a source gives it."""

    model_config = ConfigDict(json_schema_extra={"oneOf": ONE_OF_TWO})

    prison_number: PrisonNumber | None = Field(None, description="The number the prison knows them by.")
    person_id: Id | None = Field(None, description="Our id, in place of the prison number.")
    type: DateType
    on: Day | None = Field(description="Null when there is now no such date.")
    source: Source = Field(description="Who says so, such as Prison records.")
    known_on: KnownOn = Field(
        description="When the source knew it: a day, or an instant. An older notice is kept and moves nothing."
    )
    reason: Words = ""


class ReleaseDateOut(Schema):
    """What the date did. `moved`, `unchanged` and `older` are one true and two false."""

    moved: bool = Field(description="Another day is taken as the day of release now.")
    unchanged: bool = Field(description="The day of release stayed: it was known, or a date of a better type leads.")
    older: bool = Field(description="It was kept, and moved nothing: a newer one of its type is held.")
    before: date | None = Field(description="The day taken as the day of release before.")
    after: date | None = Field(description="The day taken as the day of release now.")
    now_late: int = Field(description="Steps whose day passed by the move, of those this key may see.")
    no_address: bool = Field(description="The day moved, and nowhere is planned for the first night out.")


@router.post("", response={201: ReleaseDateOut, **ANSWERS}, summary="Record a release date")
def record_release_date(request: StaffRequest, given: ReleaseDateIn, key: IdempotencyKey) -> HttpResponse:
    """Keep a date the stay may end on. When the day of release moves, the plan moves and each agency is told once."""
    person = _person(request, given)
    access.need_shared(person.pk, Stay, by=request.actor)
    reads.log([person.pk], by=request.actor, where="api:record_release_date")
    try:
        return once(request, key, lambda: _recorded(request, person, given))
    except Refused as refusal:
        problem = FieldProblem(field=refusal.field or _asked_by(given), message=str(refusal))
        raise Problem(422, code="refused", message=str(refusal), fields=[problem]) from refusal


def _recorded(request: StaffRequest, person: Person, given: ReleaseDateIn) -> ReleaseDateOut:
    actor = request.actor
    stays = access.visible(Stay, by=actor, to=Do.CHANGE_CUSTODY).filter(person=person)
    stay = custody.in_custody(stays).first()
    if stay is None:
        raise Refused("They are not in prison, so there is no date to change.")
    new = NewDate(
        type=given.type,
        on=given.on,
        known_at=_known_at(given.known_on, at=actor.asked_at),
        source=given.source,
        reason=given.reason,
    )
    ripple = change_release_date(stay, new=new, by=actor, at=actor.asked_at)
    return _out(request, ripple, stay)


def _out(request: StaffRequest, ripple: Ripple, stay: Stay) -> ReleaseDateOut:
    dates = access.visible(KeyDate, by=request.actor, to=Do.CHANGE_CUSTODY).filter(stay=stay)
    now = custody.days_of_release(dates).first()
    held = reach(request.actor, stay.person_id)
    after = now.on if now else None
    return ReleaseDateOut(
        moved=ripple.day_moved,
        unchanged=ripple.unchanged,
        older=ripple.older,
        before=ripple.moved.before if ripple.moved else after,
        after=after,
        now_late=sum(held.opens(row.compartment) for row in ripple.now_late),
        no_address=ripple.no_address,
    )


def _known_at(known_on: date, *, at: datetime) -> datetime:
    """Return the instant a day stands for: its last second, or now when it is today."""
    if isinstance(known_on, datetime):
        return known_on
    if known_on == at.astimezone(LONDON).date():
        return at
    return datetime.combine(known_on + timedelta(days=1), time.min, LONDON) - timedelta(seconds=1)


def _person(request: StaffRequest, given: ReleaseDateIn) -> Person:
    """Return whom a date is about.

    Raises:
        Problem: it is said in two ways, or not at all.
        NotFound: there is no such person, or none the key may know of.
    """
    if (given.prison_number is None) == (given.person_id is None):
        raise Problem(422, fields=[FieldProblem(field="prison_number", message=WHO)])
    people = access.visible(Person, by=request.actor, to=Do.CHANGE_CUSTODY)
    if given.person_id is not None:
        return access.one(people.filter(pk=given.person_id))
    number = (given.prison_number or "").upper().replace(" ", "")
    numbers = access.visible(Identifier, by=request.actor, to=Do.CHANGE_CUSTODY)
    known = numbers.filter(value=number, kind__in=PRISON_NUMBERS, ended_on=None)
    return access.one(people.filter(pk__in=known.values("person_id")).order_by("id"))


def _asked_by(given: ReleaseDateIn) -> str:
    return "person_id" if given.prison_number is None else "prison_number"
