"""Cases that went quiet, cases that nobody holds, and the people of a colleague one stands in for."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.cases.models import Case
from throughline.foundations.wording import counted, day, days_until
from throughline.web.cases import listing
from throughline.web.cases.forms.caseload import QUIET
from throughline.web.cases.waiting import until
from throughline.web.today.desk import Desk
from throughline.web.today.timetable import Button, Line, Section


def quiet_cases(desk: Desk) -> Section | None:
    """Return the viewer's own cases that have been quiet for too long, the longest first."""
    found = desk.cases.quiet
    return Section(
        anchor="quiet",
        title="Quiet for too long",
        because="Here because you are their key worker or help beside one, and nobody was in touch in time.",
        heads=("Last contact", "Person", "Where they are", "Why it matters", "Action"),
        counted_as=("quiet case", "quiet cases"),
        lines=[_line(case, desk, why=_promised) for case in found.first],
        count=found.count,
        all_url=f"{reverse('cases:caseload')}?show={listing.MINE}&which={QUIET}",
    )


def cases_without_worker(desk: Desk) -> Section | None:
    """Return the cases of the viewer's teams that nobody holds, for those who hand cases over."""
    found = desk.cases.nobody
    return Section(
        anchor="nobody",
        title="No key worker",
        because="Here because your team took them on and you hand cases over.",
        heads=("Opened", "Person", "Where they are", "Why it matters", "Action"),
        counted_as=("person without a key worker", "people without a key worker"),
        lines=[_nobody_line(case, desk.today) for case in found.first],
        count=found.count,
        all_url=f"{reverse('cases:caseload')}?show={listing.NOBODY}",
    )


def covering(desk: Desk) -> Section | None:
    """Return the people of colleagues the viewer stands in for today, the longest waiting first."""
    found = desk.cases.covered
    return Section(
        anchor="covering",
        title="You stand in for a colleague",
        because="Here because their key worker is away and you stand in.",
        heads=("Last contact", "Person", "Where they are", "Whose", "Action"),
        counted_as=("person you cover", "people you cover"),
        lines=[_line(case, desk, why=_whose) for case in found.first],
        count=found.count,
        all_url=f"{reverse('cases:caseload')}?show={listing.MINE}",
    )


def _nobody_line(case: Case, today: date) -> Line:
    return Line(
        clock=days_until(case.opened_on, today=today).capitalize(),
        under_clock=f"opened {day(case.opened_on, today=today)}",
        person_id=case.person_id,
        person=case.person,
        what=case.get_setting_display(),
        under_what=case.service.name,
        why=f"{case.key_worker.name} has left" if case.key_worker else "Nobody is their key worker",
        button=Button(words="Name a key worker", url=_key_worker(case), owed=True),
    )


def _line(case: Case, desk: Desk, *, why: Callable[[Case, date], tuple[str, str]]) -> Line:
    today = desk.today
    reason, under = why(case, today)
    late = case.quiet_from is not None and case.quiet_from <= today
    may = access.may(desk.actor, Do.RECORD_CONTACTS)
    record = f"{reverse('cases:contact', args=[case.person_id])}?back=today"
    see = reverse("cases:case", args=[case.person_id, case.pk])
    return Line(
        clock=days_until(case.last_contact_on, today=today).capitalize() if case.last_contact_on else "None yet",
        under_clock=f"wanted by {day(case.quiet_from, today=today)}" if case.quiet_from else "",
        late=late,
        person_id=case.person_id,
        person=case.person,
        what=case.get_setting_display(),
        under_what=case.stage.name if case.stage else case.service.name,
        why=reason,
        under_why=under,
        button=Button(words="Record a contact", url=record) if may else Button(words="See the case", url=see),
    )


def _promised(case: Case, today: date) -> tuple[str, str]:
    over = (today - case.quiet_from).days if case.quiet_from else 0
    late = f"{counted(over, 'day', 'days')} longer than {case.service.name} wants" if over else "Today is the day"
    return "Nobody has been in touch", late


def _whose(case: Case, today: date) -> tuple[str, str]:
    back = until(case)
    away = f"{case.key_worker.name} is away" if case.key_worker else ""
    return away, f"back {day(back, today=today)}" if back else ""


def _key_worker(case: Case) -> str:
    return reverse("cases:key_worker", args=[case.person_id, case.pk])
