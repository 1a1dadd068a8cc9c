"""Release dates that moved and that nobody in the viewer's team has said they saw."""

from datetime import date

from django.urls import reverse

from throughline.custody.models import KeyDate
from throughline.foundations.wording import day, days_until, moment
from throughline.journeys.release_person import KIND as LEFT
from throughline.web.people.identity import place_words
from throughline.web.today.arrivals import Arrival
from throughline.web.today.desk import Desk
from throughline.web.today.timetable import FIRST_SHOWN, Button, Line, Section


def dates_that_moved(desk: Desk) -> Section:
    """Return what changed about when people leave, the latest for each person.

    Whoever is out already comes first, then whoever leaves next.
    """
    known = sorted(desk.news, key=lambda row: (row.about != LEFT, _leaves_on(row, desk) or date.max))
    return Section(
        anchor="moved",
        title="Release dates that moved",
        because="Here because you work with them and nobody in your team has said they saw it.",
        heads=("Time left", "Person", "What changed", "Which date", "Action"),
        counted_as=("date that moved", "dates that moved"),
        lines=[_line(row, desk) for row in known[:FIRST_SHOWN]],
        count=len(known),
        all_url=reverse("notices:inbox"),
    )


def _leaves_on(notice: Arrival, desk: Desk) -> date | None:
    release = desk.release_of.get(notice.person_id) if notice.person_id else None
    return release.on if release else None


def _line(notice: Arrival, desk: Desk) -> Line:
    release = desk.release_of.get(notice.person_id) if notice.person_id else None
    clock, under_clock = ("Out already", "not planned") if notice.about == LEFT else _clock(release, desk)
    what, _, under = notice.more.partition("\n")
    seen = reverse("notices:acknowledge", args=[notice.pk])
    return Line(
        clock=clock,
        under_clock=under_clock,
        person_id=notice.person_id or notice.pk,
        person=release.person if release else notice.person,
        where=place_words(release.stay) if release else "",
        what=what,
        under_what=under,
        why=notice.words,
        under_why=f"Told {moment(notice.at, today=desk.today)}",
        button=Button(words="I have seen this", url=seen, posts=True, owed=True),
    )


def _clock(release: KeyDate | None, desk: Desk) -> tuple[str, str]:
    """Say how long is left now, and until which day."""
    if release is None or release.on is None:
        return "No date", ""
    left = days_until(release.on, today=desk.today).removeprefix("in ")
    verb = "leaves" if release.on >= desk.today else "was"
    return left.capitalize(), f"{verb} {day(release.on, today=desk.today)}"
