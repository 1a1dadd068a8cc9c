"""People who leave soon, and people who should have left by what we were told."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.custody import queries as custody
from throughline.custody.models import KeyDate
from throughline.custody.rules import TypedDate, confidence
from throughline.custody.statuses import DateType
from throughline.foundations.actors import Staff
from throughline.foundations.wording import day, days_until, moment
from throughline.web.custody.dates import caution
from throughline.web.people.identity import place_words
from throughline.web.today.desk import Desk, between, days_of_release
from throughline.web.today.timetable import FIRST_SHOWN, Button, Line, Section

SEPARATOR = "~"


def leaving_soon(desk: Desk) -> Section:
    """Return the people who leave in the next seven days."""
    found = desk.soon
    return Section(
        anchor="leaving",
        title="Leaving in the next 7 days",
        because="Here because your team works with them.",
        heads=("Time left", "Person", "Which date", "How sure", "Action"),
        counted_as=("person leaving", "people leaving"),
        lines=[leaving_line(row, desk.today) for row in found[:FIRST_SHOWN]],
        count=len(found),
        all_url=reverse("today:leaving"),
    )


def passed_with_no_release(desk: Desk) -> Section:
    """Return the people whose day of release has passed and who are still in prison in our record."""
    found = desk.passed
    return Section(
        anchor="passed",
        title="Dates that passed",
        because="Here because your team works with them and nobody has recorded that they left.",
        heads=("Passed", "Person", "What we were told", "Why it matters", "Action"),
        counted_as=("date that passed", "dates that passed"),
        lines=[passed_line(row, desk.today, desk.actor) for row in found[:FIRST_SHOWN]],
        count=len(found),
        all_url=reverse("today:passed"),
    )


def soon(actor: Staff, today: date) -> QuerySet[KeyDate]:
    """Return the days of release from today to a week ahead, the next first."""
    return between(days_of_release(actor), today)


def passed(actor: Staff, today: date) -> QuerySet[KeyDate]:
    """Return the days of release before today of people still in prison, the longest ago first."""
    return custody.before(days_of_release(actor), today)


def leaving_line(row: KeyDate, today: date) -> Line:
    """Say who leaves, when, by which date and how sure it is."""
    type_, on = DateType(row.type), row.on or today
    warning = caution(row.stay, row.stay.prison, TypedDate(type_, on), today=today)
    sure = confidence(type_).value.capitalize()
    return Line(
        clock=days_until(on, today=today).removeprefix("in ").capitalize(),
        under_clock=f"leaves {day(on, today=today)}",
        person_id=row.person_id,
        person=row.person,
        where=place_words(row.stay),
        what=type_.label,
        under_what=f"{row.source}, {moment(row.known_at, today=today)}",
        why=sure if warning is None else f"{sure}. Check the day",
        under_why="" if warning is None else warning.sentence,
        button=Button(words="See the dates", url=_custody(row.person_id)),
    )


def passed_line(row: KeyDate, today: date, actor: Staff) -> Line:
    """Say who was said to leave, when, and that nobody has recorded it."""
    on = row.on or today
    may = access.may(actor, Do.CHANGE_CUSTODY)
    record = reverse("custody:leave", args=[row.person_id])
    return Line(
        clock=days_until(on, today=today).capitalize(),
        under_clock=DateType(row.type).label,
        late=True,
        person_id=row.person_id,
        person=row.person,
        where=place_words(row.stay),
        what=f"Said to leave {day(on, today=today)}, still here in our record",
        under_what=f"{row.source}, {moment(row.known_at, today=today)}",
        why="They may be out with nobody told",
        under_why="Record that they left, or the new date.",
        button=Button(words="Record that they left", url=record) if may else _see(row),
    )


def mark_of(row: KeyDate) -> str:
    """Write a date's place in a list for a link."""
    return f"{row.on}{SEPARATOR}{row.pk}"


def after(rows: QuerySet[KeyDate], mark: str) -> QuerySet[KeyDate]:
    """Return what comes after a place in a list; all of it when the link names no place."""
    try:
        on, pk = mark.split(SEPARATOR)
        return custody.after(rows, on=date.fromisoformat(on), pk=UUID(pk))
    except ValueError:
        return rows


def _see(row: KeyDate) -> Button:
    return Button(words="See the dates", url=_custody(row.person_id))


def _custody(person_id: UUID) -> str:
    return reverse("custody:stay", args=[person_id])
