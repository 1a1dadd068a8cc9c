"""Help given at a duty desk or on a hall, written down in seconds, and the team's last lines of it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Prison, Service
from throughline.custody.rules import place_in_words
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.foundations.errors import NotFound
from throughline.people import queries as people
from throughline.people.models import Person
from throughline.referrals import queries
from throughline.referrals.actions.duty import NewDuty, log_duty
from throughline.referrals.models import DutyContact
from throughline.web.notices.about import people_named
from throughline.web.people.asking import QUESTION
from throughline.web.people.listing import Row
from throughline.web.people.listing import rows as person_rows
from throughline.web.referrals.forms.duty import DutyForm
from throughline.web.referrals.paging import PAGE
from throughline.web.shell.refusals import beside

HERE = "referrals:duty"
NAME_ONLY = "name"
ALIKE_AT_MOST = 6


@dataclass(frozen=True)
class Line:
    """One line of the log, and whom it is about where the viewer may know of them."""

    contact: DutyContact
    person: Person | None

    @property
    def hall(self) -> str:
        """Where in the prison, in words."""
        return place_in_words(hall=self.contact.hall, cell="")


@require_http_methods(QUESTION)
def duty(request: StaffRequest) -> HttpResponse:
    """Write down help given on duty; show the team's last lines."""
    services = _services(request.actor)
    form = _form(request, services)
    alike: list[Row] = []
    if form.is_bound and form.is_valid():
        alike = _alike(request, form.cleaned_data["who"]) if not request.POST.get("person") else []
        if not alike:
            with beside(form):
                _log(request, form)
            if form.is_valid():
                messages.success(request, "It is in the log.")
                return redirect(HERE)
    context = {"form": form, "alike": alike, "services": services, "lines": _lines(request.actor)}
    return render(request, "referrals/duty.html", context)


def _services(actor: Staff) -> list[Service]:
    mine = access.visible(Service, by=actor, to=Do.LOG_DUTY).filter(team_id__in=actor.team_ids)
    return list(agencies.services_open(mine, clock.today()))


def _form(request: StaffRequest, services: list[Service]) -> DutyForm:
    prisons = list(agencies.prisons_by_name(access.visible(Prison, by=request.actor, to=Do.LOG_DUTY)))
    base = {request.user.work_base_id, request.user.organisation_id}
    here = next((str(one.pk) for one in prisons if one.organisation_id in base), "")
    last = request.GET.get("prison", here)
    first: dict[str, object] = {"prison": last, "hall": request.GET.get("hall", "")[:40], "who": _asked_for(request)}
    return DutyForm(request.POST or None, now=clock.now(), services=services, prisons=prisons, initial=first)


def _asked_for(request: StaffRequest) -> str:
    """Return the reference of the person another page led here from; nothing when there is none to see."""
    person = _person(request, request.GET.get("person", ""))
    return person.reference if person else ""


def _person(request: StaffRequest, pk: str) -> Person | None:
    try:
        wanted = UUID(pk)
    except ValueError:
        return None
    return access.visible(Person, by=request.actor, to=Do.LOG_DUTY).filter(pk=wanted).first()


def _alike(request: StaffRequest, who: str) -> list[Row]:
    """Return the people it might be, to choose from; nobody when the words fit no one the viewer may know of."""
    found = people.matching_words(access.visible(Person, by=request.actor, to=Do.LOG_DUTY), who)
    alike = list(people.by_name(found)[:ALIKE_AT_MOST])
    reads.log([person.pk for person in alike], by=request.actor, where=HERE, why=who)
    return person_rows(alike, by=request.actor, today=clock.today()) if alike else []


def _log(request: StaffRequest, form: DutyForm) -> None:
    said, chosen = form.cleaned_data, request.POST.get("person", "")
    person = _person(request, chosen)
    if chosen not in {"", NAME_ONLY} and person is None:
        raise NotFound
    new = NewDuty(
        service=said["service"],
        by_user=request.user,
        happened_at=form.happened_at(),
        words=said["words"],
        person=person,
        named="" if person else said["who"],
        prison=said["prison"],
        hall=said["hall"],
        minutes=said["minutes"],
    )
    log_duty(new, by=request.actor, at=clock.now())


def _lines(actor: Staff) -> list[Line]:
    rows = access.visible(DutyContact, by=actor, to=Do.LOG_DUTY).filter(team_id__in=actor.team_ids)
    found = list(queries.duty_newest(rows)[:PAGE])
    named = people_named([row.person_id for row in found], by=actor)
    reads.log(named, by=actor, where=HERE)
    return [Line(row, named.get(row.person_id) if row.person_id else None) for row in found]
