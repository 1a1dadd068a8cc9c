"""Every contact between a person and those who help, and recording one in seconds."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases import queries
from throughline.cases.actions.contacts import NewContact, record_contact
from throughline.cases.models import Case, Contact, Note
from throughline.cases.statuses import Activity, Audience, Happened, NoteKind, Place, Setting
from throughline.foundations import clock
from throughline.foundations.wording import LONDON
from throughline.web.cases.asking import QUESTION, Asking, ask
from throughline.web.cases.forms.contact import ContactForm
from throughline.web.cases.opening import own_teams
from throughline.web.cases.telling import Written, line, met, spans, tried, written
from throughline.web.people.frame import Opened, open_person, open_to_change

PAGE = 25
NEWEST_NOTES = 3
LAST_TIME = "last_contact"
"""In the session: what the viewer's last contact was for and where, and the day they recorded it."""
BACK_TO = {"caseload": "cases:caseload", "today": "today:today"}


@require_safe
def contacts(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """List every contact by every organisation, the newest first, with how many each had and how contact went."""
    opened = open_person(request, person_id, to=Do.SEE_CASES, where="cases:contacts")
    if not opened.reach.sees(Contact):
        return render(request, "cases/contacts.html", {"opened": opened, "shared": False})
    rows = access.visible(Contact, by=request.actor, to=Do.SEE_CASES).filter(person=opened.person)
    found = list(queries.contacts_newest(_from(rows, request.GET.get("after", "")))[: PAGE + 1])
    shown, first_page = found[:PAGE], not request.GET.get("after")
    counted = queries.contacts_by_organisation(rows.filter(happened=Happened.YES))
    every = tried(opened)
    went = spans(every, today=opened.today)
    context = {
        "opened": opened,
        "shared": True,
        "met": met(shown, opened),
        "counted": counted,
        "total": sum(number for _, number in counted),
        "tries": sum(each.happened != Happened.YES for each in every),
        "notes": _newest_notes(opened) if first_page else [],
        "spans": went,
        "line": line(went, today=opened.today),
        "may_record": access.may(request.actor, Do.RECORD_CONTACTS),
        "first": None if first_page else reverse("cases:contacts", args=[person_id]),
        "next": f"?{urlencode({'after': str(shown[-1].pk)})}" if len(found) > PAGE else None,
    }
    return render(request, "cases/contacts.html", context)


@require_http_methods(QUESTION)
def contact(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Record a contact: what for, where, a line; the rest stands as it usually is."""
    opened = open_to_change(request, person_id, kind=Contact, where="cases:contact", to=Do.RECORD_CONTACTS)
    actor, now = request.actor, clock.now()
    cases = _own_cases(opened)
    teams = [] if cases else own_teams(actor, to=Do.RECORD_CONTACTS)
    form = ContactForm(request.POST or None, cases=cases, teams=teams, initial=_usual(request, opened.today))

    def act() -> str:
        said = form.cleaned_data
        new = NewContact(
            person=opened.person,
            case=form.chosen_case(),
            team=form.chosen_team(),
            by_user=request.user,
            activity=said["activity"],
            place=said["place"],
            happened=said["happened"],
            happened_at=form.happened_at(now=now),
            minutes=said["minutes"],
            words=said["words"],
            audience=said["audience"],
        )
        record_contact(new, by=actor, at=now)
        request.session[LAST_TIME] = [said["activity"], said["place"], opened.today.isoformat()]
        what, where = Activity(said["activity"]).label, Place(said["place"]).label.lower()
        return f"Contact recorded with {opened.person.shown_name}: {what}, {where}."

    words = Asking(
        title="Record a contact",
        verb="Save the contact",
        back=_back(request, person_id),
        template="cases/contact.html",
    )
    return ask(request, opened, form, act, words=words, to=Do.RECORD_CONTACTS)


def _own_cases(opened: Opened) -> list[Case]:
    """Return the person's open cases of the viewer's teams, those the viewer is key worker of first."""
    rows = access.visible(Case, by=opened.actor, to=Do.RECORD_CONTACTS).filter(person=opened.person)
    found = queries.of_teams(queries.of_person(rows), opened.actor.team_ids)
    ours = [case for case in found if case.setting != Setting.CLOSED]
    return sorted(ours, key=lambda case: case.key_worker_id != opened.actor.id)


def _usual(request: StaffRequest, today: date) -> dict[str, object]:
    """Return the answers as they usually are: it happened, now, for the team; what for and where as the last time."""
    activity, place, on = request.session.get(LAST_TIME) or ("", "", "")
    again = {"activity": activity, "place": place} if on == today.isoformat() else {}
    now = clock.now().astimezone(LONDON)
    return {**again, "happened": Happened.YES, "on": today, "time": f"{now:%H:%M}", "audience": Audience.TEAM}


def _back(request: StaffRequest, person_id: UUID) -> str:
    """Return where to go once it is saved: the list the viewer came from, else the person's contacts."""
    came_from = BACK_TO.get(request.GET.get("back", ""))
    return reverse(came_from) if came_from else reverse("cases:contacts", args=[person_id])


def _newest_notes(opened: Opened) -> list[Written]:
    notes = access.visible(Note, by=opened.actor, to=Do.SEE_CASES).filter(person=opened.person)
    return written(queries.notes_current(notes).exclude(kind=NoteKind.CONTACT)[:NEWEST_NOTES], opened)


def _from(rows: QuerySet[Contact], after: str) -> QuerySet[Contact]:
    """Return the contacts after the last of the page before; all of them when none that is visible is named."""
    try:
        last = rows.filter(pk=UUID(after)).first()
    except ValueError:
        return rows
    return queries.contacts_after(rows, last) if last else rows
