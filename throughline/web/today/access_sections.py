"""Teams that ask to be let in, and records opened in an emergency that wait for review."""

from django.urls import reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.foundations.wording import LONDON, day, days_until, moment
from throughline.web.today.arrivals import ASKED, OPENED
from throughline.web.today.desk import Desk
from throughline.web.today.timetable import FIRST_SHOWN, Button, Line, Section


def requests_to_answer(desk: Desk) -> Section | None:
    """Return the teams that ask to be let into records the viewer's teams lead."""
    actor, today = desk.actor, desk.today
    if not access.may(actor, Do.CHANGE_SHARING):
        return None
    found = desk.of_kind(ASKED)
    url = reverse("sharing:requests")
    lines = [
        Line(
            clock=days_until(row.at.astimezone(LONDON).date(), today=today).capitalize(),
            under_clock=f"asked {moment(row.at, today=today)}",
            person_id=row.person_id or row.pk,
            person=row.person,
            what=f"{row.there} asks to be let in",
            under_what=f"{row.who}: {row.words}",
            why="They see nothing until you answer",
            button=Button(words="Read and decide", url=url, owed=True),
        )
        for row in found[:FIRST_SHOWN]
    ]
    return Section(
        anchor="requests",
        title="Teams that ask to be let in",
        because="Here because your team leads these records.",
        heads=("Asked", "Person", "Who asks", "Why it matters", "Action"),
        counted_as=("request to answer", "requests to answer"),
        lines=lines,
        count=len(found),
        all_url=url,
    )


def emergencies_to_review(desk: Desk) -> Section | None:
    """Return the records opened in an emergency, by others, that nobody has reviewed."""
    actor, today = desk.actor, desk.today
    if not access.may(actor, Do.REVIEW_ACCESS):
        return None
    found = desk.of_kind(OPENED)
    url = reverse("sharing:reviews")
    lines = [
        Line(
            clock=f"By {day(row.by_on or today, today=today)}",
            under_clock=f"opened {moment(row.at, today=today)}",
            late=row.by_on is not None and row.by_on < today,
            person_id=row.person_id or row.pk,
            person=row.person,
            what=f"{row.who}, {row.there}, opened the record",
            under_what=row.words,
            why="Every emergency is reviewed by someone else",
            button=Button(words="Review", url=url, owed=True),
        )
        for row in found[:FIRST_SHOWN]
    ]
    return Section(
        anchor="emergencies",
        title="Emergencies to review",
        because="Here because you review how records are opened.",
        heads=("Review by", "Person", "Who opened it", "Why it matters", "Action"),
        counted_as=("emergency to review", "emergencies to review"),
        lines=lines,
        count=len(found),
        all_url=url,
    )
