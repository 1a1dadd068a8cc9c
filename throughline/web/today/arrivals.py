"""What was told, asked or opened and waits for an answer: of four kinds, read in one question."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar, cast
from uuid import UUID

from django.db.models import (
    DateField,
    DateTimeField,
    F,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.foundations.actors import Staff
from throughline.notices import queries as notices
from throughline.notices.models import Notice
from throughline.people.models import Person
from throughline.sharing import queries as sharing
from throughline.sharing.models import AccessRequest, BreakGlass, Grant
from throughline.web.notices.about import addressed_to

M = TypeVar("M", bound=Model)
NEWS = ("custody.release_date_moved", "custody.returned", "custody.left", "custody.transferred")
"""Notices about when someone leaves, and from where, that ask to be seen."""

TOLD, SILENT, ASKED, OPENED = "told", "silent", "asked", "opened"
SILENT_FROM, SILENT_UNTIL = timedelta(days=14), timedelta(days=1)
"""How long ago others were told whose silence the page shows: not since yesterday, nor what nobody will answer now."""

ABSENT: Mapping[str, Combinable] = {
    "a_kind": Value(""),
    "a_about": Cast(Value(""), TextField()),
    "a_named": Value(""),
    "a_at": Cast(Value(None), DateTimeField()),
    "a_words": Cast(Value(""), TextField()),
    "a_more": Cast(Value(""), TextField()),
    "a_who": Cast(Value(""), TextField()),
    "a_there": Cast(Value(""), TextField()),
    "a_by": Cast(Value(None), DateField()),
    "a_last": Cast(Value(None), DateTimeField()),
    "a_times": Cast(Value(0), IntegerField()),
}
"""What a row says where its kind has nothing of the sort: all kinds are read in one question."""

GIVEN = frozenset({"a_there", "a_last", "a_times"})
Told = tuple[
    UUID, UUID | None, str, str, str, datetime, str, str, str, str, date | None, datetime | None, int
]  # fmt: skip
"""A row as it is read: its id, whom it is about, and the columns."""

Rows = QuerySet[Model, Told]


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One of them. ``about`` is what a notice is about; ``who`` and ``there`` are whoever was told, asks or opened it.

    ``by_on`` is the day by which it is answered, ``last_at`` when it was last chased, ``times`` how often.
    """

    kind: str
    pk: UUID
    about: str
    person_id: UUID | None
    named: str
    at: datetime
    words: str
    more: str
    who: str
    there: str
    by_on: date | None
    last_at: datetime | None
    times: int

    @property
    def person(self) -> Person | None:
        """Whom it is about, as far as a line says it; None for someone the viewer may not know of."""
        return Person(pk=self.person_id, shown_name=self.named) if self.person_id and self.named else None


def arrivals(actor: Staff, *, most_news: int, most: int) -> list[Arrival]:
    """Return what waits for the viewer or for others to answer, the oldest of each kind first, as many as asked for."""
    kinds = [
        *_told(actor, most_news),
        *_silent(actor, most),
        *_asked(actor, most),
        *_opened(actor, most),
    ]
    if not kinds:
        return []
    found = kinds[0].union(*kinds[1:], all=True) if len(kinds) > 1 else kinds[0]
    return sorted((_arrival(row) for row in found), key=lambda row: (row.by_on or date.min, row.at, row.pk))


def _told(actor: Staff, most: int) -> Iterator[Rows]:
    """Yield what the viewer and their teams were told and nobody has said they saw."""
    if access.may(actor, Do.SEE_NOTICES):
        rows = notices.waiting(addressed_to(actor), kinds=NEWS).filter(person_id__isnull=False)
        yield _columns(
            rows, TOLD, actor, said={"at": "queued_at", "words": "subject", "more": "body", "about": "kind"}
        )[:most]


def _silent(actor: Staff, most: int) -> Iterator[Rows]:
    """Yield what others were told lately of people the viewer's team leads, and have not said they saw."""
    if not access.may(actor, Do.SEE_NOTICES) or not access.may(actor, Do.SEE_SHARING):
        return
    at, grants = actor.asked_at, access.visible(Grant, by=actor, to=Do.SEE_SHARING)
    theirs = access.visible(Notice, by=actor, to=Do.SEE_NOTICES).exclude(to_team_id__in=actor.team_ids)
    lately = theirs.filter(to_team_id__isnull=False, person_id__isnull=False, queued_at__gte=at - SILENT_FROM)
    told = grants.filter(person_id=OuterRef("person_id"), team_id=OuterRef("to_team_id")).order_by("id")
    before = lately.filter(queued_at__lt=at - SILENT_UNTIL)
    rows = notices.waiting(before, kinds=NEWS).annotate(
        a_there=_text(Subquery(told.values("team__organisation__name")[:1])), a_last=F("chased_at"), a_times=F("chases")
    )
    said = {"at": "queued_at", "words": "subject", "about": "kind"}
    yield _columns(rows, SILENT, actor, said=said, given=GIVEN)[:most]


def _asked(actor: Staff, most: int) -> Iterator[Rows]:
    """Yield the teams that ask to be let into records the viewer's teams lead."""
    if access.may(actor, Do.CHANGE_SHARING):
        rows = access.visible(AccessRequest, by=actor, to=Do.CHANGE_SHARING).exclude(team_id__in=actor.team_ids)
        said = {"at": "asked_at", "words": "reason", "who": "asked_by__name", "there": "team__organisation__name"}
        yield _columns(sharing.waiting(rows), ASKED, actor, said=said)[:most]


def _opened(actor: Staff, most: int) -> Iterator[Rows]:
    """Yield the records opened in an emergency, by others, that nobody has reviewed."""
    if access.may(actor, Do.REVIEW_ACCESS):
        rows = access.visible(BreakGlass, by=actor, to=Do.REVIEW_ACCESS).exclude(user_id=actor.id)
        opened = sharing.unreviewed(rows).annotate(a_by=F("review_by"))
        said = {"at": "opened_at", "words": "reason", "who": "user__name", "there": "user__organisation__name"}
        yield _columns(opened, OPENED, actor, said=said, given={"a_by"})[:most]


def _columns(
    rows: QuerySet[M], kind: str, actor: Staff, *, said: Mapping[str, str], given: Set[str] = frozenset()
) -> Rows:
    """Say rows of any kind in the columns of an arrival.

    ``said`` are their fields by column; ``given`` are the columns that they say already.
    """
    columns = {f"a_{name}": _text(F(field)) for name, field in said.items() if name != "at"}
    told = {**ABSENT, **columns, "a_at": F(said["at"]), "a_kind": _text(Value(kind)), "a_named": named(actor)}
    shown = {name: value for name, value in told.items() if name not in given}
    return cast(Rows, rows.select_related(None).annotate(**shown).values_list("pk", "person_id", *told))


def named(actor: Staff) -> Combinable:
    """Return the name of whoever a row is about, where the viewer may know of them; else nothing."""
    if not access.may(actor, Do.SEE_PEOPLE):
        return Value("")
    people = access.visible(Person, by=actor, to=Do.SEE_PEOPLE).filter(pk=OuterRef("person_id"))
    return _text(Subquery(people.values("shown_name")[:1]))


def _text(value: Combinable) -> Combinable:
    return Coalesce(Cast(value, TextField()), Value(""), output_field=TextField())


def _arrival(row: Told) -> Arrival:
    pk, person_id, kind, about, shown, at, words, more, who, there, by_on, last_at, times = row
    return Arrival(
        pk=pk,
        person_id=person_id,
        kind=kind,
        about=about,
        named=shown,
        at=at,
        words=words,
        more=more,
        who=who,
        there=there,
        by_on=by_on,
        last_at=last_at,
        times=times,
    )
