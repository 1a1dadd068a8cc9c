"""The whole story of a person, who looked at them, and what one looked at oneself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations.errors import NotAllowed
from throughline.foundations.models import JournalEntry, ReadEntry
from throughline.foundations.queries import newest, noted_by
from throughline.people.models import Person
from throughline.sharing.models import Consent
from throughline.web.journal import cursors, words
from throughline.web.people.frame import open_person

STORY = "journal:story"
READS = "journal:reads"
NOT_WORKING = "Your team knows of this person but does not work with them, so who looked is not shown to you."


@dataclass(frozen=True)
class Told:
    """One line of a story. ``is_new`` marks what the viewer has not seen; ``divides`` the first one they have."""

    at: datetime
    sentence: str
    kind: str
    by: str
    is_new: bool


@dataclass(frozen=True)
class Looked:
    """One look at one person. ``who`` is empty when the viewer can no longer see whom it was at."""

    at: datetime
    by: str
    page: str
    why: str
    who: Person | None


@require_safe
def story(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Tell everything that happened about a person, as far as the viewer may know."""
    last_look = _last_look(request, person_id)
    opened = open_person(request, person_id, to=Do.SEE_STORY, where=STORY)
    chapter = request.GET.get("kind", "")
    chapter = chapter if chapter in words.KINDS else ""
    entries = access.visible(JournalEntry, by=request.actor, to=Do.SEE_STORY).filter(person_id=opened.person.pk)
    page = cursors.page(noted_by(entries, chapter), request.GET)
    return render(
        request,
        "journal/story.html",
        {
            "opened": opened,
            "kinds": words.KINDS,
            "kind": chapter,
            "lines": _told(page.entries, since=last_look),
            "last_look": last_look,
            "page": page,
        },
    )


@require_safe
def reads(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """List who looked at a person, when, on which page, and what let them.

    Raises:
        NotAllowed: the viewer's team knows of the person only.
    """
    opened = open_person(request, person_id, to=Do.SEE_READ_LOG, where=READS)
    if not opened.reach.sees(Consent):
        raise NotAllowed(NOT_WORKING)
    entries = access.visible(ReadEntry, by=request.actor, to=Do.SEE_READ_LOG).filter(person_id=opened.person.pk)
    page = cursors.page(entries, request.GET)
    looks = [_looked(entry, opened.person) for entry in page.entries]
    return render(request, "journal/reads.html", {"opened": opened, "looks": looks, "page": page})


@require_safe
def mine(request: StaffRequest) -> HttpResponse:
    """List whom the viewer looked at, with names only of those they may still see."""
    people = access.visible(Person, by=request.actor, to=Do.SEE_PEOPLE)
    entries = access.visible(ReadEntry, by=request.actor, to=Do.SEE_PEOPLE).filter(by_id=request.actor.id)
    page = cursors.page(entries, request.GET)
    known = people.in_bulk({entry.person_id for entry in page.entries})
    looks = [_looked(entry, known.get(entry.person_id)) for entry in page.entries]
    return render(request, "journal/mine.html", {"looks": looks, "page": page})


def _last_look(request: StaffRequest, person_id: UUID) -> datetime | None:
    """Return when the viewer last read this story, before this request."""
    looks = access.visible(ReadEntry, by=request.actor, to=Do.SEE_STORY).filter(
        person_id=person_id, by_id=request.actor.id, where=STORY, at__lt=request.actor.asked_at
    )
    return newest(looks).values_list("at", flat=True).first()


def _told(entries: Iterable[JournalEntry], *, since: datetime | None) -> list[Told]:
    return [
        Told(
            at=entry.at,
            sentence=words.sentence(entry),
            kind=words.kind_of(entry),
            by=entry.by_words,
            is_new=since is not None and entry.at > since,
        )
        for entry in entries
    ]


def _looked(entry: ReadEntry, person: Person | None) -> Looked:
    return Looked(at=entry.at, by=entry.by_words, page=words.page(entry.where), why=entry.why, who=person)
