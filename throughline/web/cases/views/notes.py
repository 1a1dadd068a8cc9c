"""What is written down about someone: by whom, for whom, and how it read before."""

from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases import queries
from throughline.cases.actions import notes as actions
from throughline.cases.models import Contact, Note
from throughline.cases.statuses import Audience, NoteKind
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed
from throughline.web.cases.asking import QUESTION, Asking, ask
from throughline.web.cases.forms.contact import AmendForm, NoteForm
from throughline.web.cases.opening import own_teams
from throughline.web.cases.telling import written
from throughline.web.people.frame import Opened, open_person, open_to_change

PAGE = 25
NOT_YOURS = "Only whoever wrote this note can amend it. You can write a note of your own."


@require_safe
def notes(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """List the notes this viewer may read, the newest first, each with what it said before."""
    opened = open_person(request, person_id, to=Do.SEE_CASES, where="cases:notes")
    shared, after = opened.reach.sees(Contact), request.GET.get("after", "")
    rows = access.visible(Note, by=request.actor, to=Do.SEE_CASES).filter(person=opened.person)
    found = list(queries.notes_current(_from(rows, after))[: PAGE + 1]) if shared else []
    shown = found[:PAGE]
    context = {
        "opened": opened,
        "shared": shared,
        "notes": written(shown, opened),
        "may_record": access.may(request.actor, Do.RECORD_CONTACTS),
        "first": reverse("cases:notes", args=[person_id]) if after else None,
        "next": f"?{urlencode({'after': str(shown[-1].pk)})}" if len(found) > PAGE else None,
    }
    return render(request, "cases/notes.html", context)


@require_http_methods(QUESTION)
def note(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write something down, for oneself, the team, or everyone who works with the person."""
    opened = open_to_change(request, person_id, kind=Contact, where="cases:note", to=Do.RECORD_CONTACTS)
    form = NoteForm(request.POST or None, initial={"audience": Audience.TEAM})

    def act() -> str:
        said = form.cleaned_data
        actions.write(
            opened.person,
            team=own_teams(request.actor, to=Do.RECORD_CONTACTS)[0],
            user=request.user,
            words=said["words"],
            audience=said["audience"],
            kind=NoteKind.QUOTE if said["quote"] else NoteKind.NOTE,
            permission=said["permission"] if said["quote"] else None,
            by=request.actor,
            at=clock.now(),
        )
        return f"Saved. It can be read by: {Audience(said['audience']).label.lower()}."

    words = Asking(
        title="Write a note",
        verb="Save the note",
        back=_back(opened),
        lead="Write it so that they could read it over your shoulder. They may ask to see what is kept about them.",
    )
    return ask(request, opened, form, act, words=words, to=Do.RECORD_CONTACTS)


@require_http_methods(QUESTION)
def amend(request: StaffRequest, person_id: UUID, note_id: UUID) -> HttpResponse:
    """Put a new note in the place of one's own, which stays readable under it.

    Raises:
        NotAllowed: someone else wrote it.
        NotFound: there is none, or none the viewer may read.
    """
    opened = open_to_change(request, person_id, kind=Contact, where="cases:amend", to=Do.RECORD_CONTACTS)
    rows = access.visible(Note, by=request.actor, to=Do.RECORD_CONTACTS)
    row = access.one(rows.filter(pk=note_id, person=opened.person))
    if row.by_user_id != request.actor.id:
        raise NotAllowed(NOT_YOURS)
    form = AmendForm(request.POST or None, initial={"words": row.words, "audience": row.audience})

    def act() -> str:
        actions.amend(row, **form.cleaned_data, user=request.user, by=request.actor, at=clock.now())
        return "Saved. What it said before stays readable below it."

    words = Asking(
        title="Amend your note",
        verb="Save it as it should read",
        back=_back(opened),
        lead="Nothing is rubbed out: the note as it was stays below the new one.",
    )
    return ask(request, opened, form, act, words=words, to=Do.RECORD_CONTACTS)


def _back(opened: Opened) -> str:
    return reverse("cases:notes", args=[opened.person.pk])


def _from(rows: QuerySet[Note], after: str) -> QuerySet[Note]:
    """Return the notes after the last of the page before; all of them when none that is visible is named."""
    try:
        last = rows.filter(pk=UUID(after)).first()
    except ValueError:
        return rows
    if last is None:
        return rows
    return rows.filter(Q(written_at__lt=last.written_at) | Q(written_at=last.written_at, pk__lt=last.pk))
