"""Others who were told that a date moved and have not said that they saw it, about people the viewer's team leads."""

from django.urls import reverse

from throughline.foundations.wording import LONDON, counted, day, moment
from throughline.web.today.arrivals import Arrival
from throughline.web.today.desk import Desk
from throughline.web.today.timetable import FIRST_SHOWN, Button, Line, Section


def unanswered(desk: Desk) -> Section:
    """Return what other agencies were told and have not said they saw, the longest silent first."""
    found = desk.unanswered
    return Section(
        anchor="unanswered",
        title="Told, and not answered",
        because="Here because your team leads these records and an agency has not said that it saw the change.",
        heads=("Silent for", "Person", "Who was told", "Why it matters", "Action"),
        counted_as=("agency that has not answered", "agencies that have not answered"),
        lines=[_line(row, desk) for row in found[:FIRST_SHOWN]],
        count=len(found),
    )


def _line(notice: Arrival, desk: Desk) -> Line:
    told_on = notice.at.astimezone(LONDON).date()
    days = max((desk.today - told_on).days, 1)
    who = notice.there or "An agency"
    release = desk.release_of.get(notice.person_id) if notice.person_id else None
    return Line(
        clock=counted(days, "day", "days"),
        under_clock=f"told {moment(notice.at, today=desk.today)}",
        person_id=notice.person_id or notice.pk,
        person=release.person if release else notice.person,
        where=f"Leaves {day(release.on, today=desk.today)}" if release and release.on else "",
        what=f"{who} has not answered",
        under_what=notice.words,
        why="They may be working to the old day",
        under_why=_chased(notice, desk),
        button=_button(notice, desk, who),
    )


def _chased(notice: Arrival, desk: Desk) -> str:
    if notice.last_at is None:
        return "Not chased yet"
    return f"Chased {counted(notice.times, 'time', 'times')}, last {moment(notice.last_at, today=desk.today)}"


def _button(notice: Arrival, desk: Desk, who: str) -> Button:
    """Return what to do: chase them, once a day; then to see who has seen it."""
    if notice.last_at is not None and notice.last_at.astimezone(LONDON).date() >= desk.today:
        return Button(words="See who has seen it", url=reverse("custody:stay", args=[notice.person_id]))
    return Button(words=f"Chase {who}", url=reverse("today:chase", args=[notice.pk]), posts=True)
