"""People whose review is due or overdue, among those the viewer works with or stands in for."""

from django.urls import reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases.models import Case
from throughline.foundations.wording import day, days_until
from throughline.web.outcomes.standings import last_words
from throughline.web.today.desk import Desk
from throughline.web.today.timetable import Button, Line, Section


def reviews_due(desk: Desk) -> Section | None:
    """Return the reviews due within seven days or overdue, the longest overdue first."""
    if not access.may(desk.actor, Do.RECORD_OUTCOMES):
        return None
    found = desk.cases.reviews
    return Section(
        anchor="reviews",
        title="Reviews to hold",
        because="Here because you work with them, or stand in for someone who does.",
        heads=("Due", "Person", "Last review", "Why it matters", "Action"),
        counted_as=("review to hold", "reviews to hold"),
        lines=[_line(case, desk) for case in found.first],
        count=found.count,
        all_url=f"{reverse('reviews:due')}?who=mine",
    )


def _line(case: Case, desk: Desk) -> Line:
    due_on = case.review_due_on or desk.today
    late = due_on < desk.today
    return Line(
        clock=days_until(due_on, today=desk.today).removeprefix("in ").capitalize(),
        under_clock=f"{'was due' if late else 'due'} {day(due_on, today=desk.today)}",
        late=late,
        person_id=case.person_id,
        person=case.person,
        where=case.get_setting_display(),
        what=last_words(case, desk.today),
        under_what=case.service.name,
        why="At least once a month in prison",
        under_why="Both of you score it, side by side.",
        button=Button(words="Record a review", url=reverse("outcomes:record", args=[case.person_id])),
    )
