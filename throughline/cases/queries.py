"""What we ask of cases, contacts and notes. Each question narrows the rows it is given."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from throughline.agencies.models import Membership, Service, User
from throughline.agencies.statuses import TeamKind
from throughline.cases.models import Advocacy, Beside, Case, Contact, Cover, Note, Spell, Stage
from throughline.cases.statuses import Setting

S = TypeVar("S", bound=Spell)

NOT_CLOSED = ~Q(setting=Setting.CLOSED)


def with_names(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases with whom they are about, the service, the team, the stage and the key worker, in no order."""
    return cases.select_related("person", "service", "team__organisation", "stage", "key_worker__organisation")


def open_now(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases that are not closed, by the family name of whom they are about."""
    return with_names(cases.filter(NOT_CLOSED)).order_by("person__sort_name", "id")


def after(cases: QuerySet[Case], *, sort_name: str, pk: UUID) -> QuerySet[Case]:
    """Return the cases that come after one, in the order of ``open_now``."""
    return cases.filter(Q(person__sort_name__gt=sort_name) | Q(person__sort_name=sort_name, pk__gt=pk))


def of_teams(cases: QuerySet[Case], team_ids: Iterable[UUID]) -> QuerySet[Case]:
    """Return the cases of some teams."""
    return cases.filter(team_id__in=list(team_ids))


def of_organisation(cases: QuerySet[Case], organisation_id: UUID) -> QuerySet[Case]:
    """Return the cases of the teams an organisation hosts."""
    return cases.filter(team__organisation_id=organisation_id)


def of_service(cases: QuerySet[Case], service: Service) -> QuerySet[Case]:
    """Return the cases of one service."""
    return cases.filter(service=service)


def standing_in(cases: QuerySet[Case], setting: str) -> QuerySet[Case]:
    """Return the cases that stand in a setting; all of them when it is empty."""
    return cases.filter(setting=setting) if setting else cases


def worked_by(cases: QuerySet[Case], users: Iterable[User | UUID]) -> QuerySet[Case]:
    """Return the cases that some people are key worker of, or work beside the key worker now."""
    workers = [user.pk if isinstance(user, User) else user for user in users]
    beside = Beside.objects.filter(worker_id__in=workers, until_on=None)
    return cases.filter(Q(key_worker_id__in=workers) | Q(pk__in=beside.values("case_id")))


def kept_by(cases: QuerySet[Case], users: Iterable[User | UUID]) -> QuerySet[Case]:
    """Return the open cases that some people are key worker of, as a hand-over asks."""
    return open_now(cases).filter(key_worker_id__in=[user.pk if isinstance(user, User) else user for user in users])


def counted_by_team(cases: QuerySet[Case]) -> dict[UUID, int]:
    """Return how many of some cases each team has, asked once."""
    return dict(cases.order_by().values_list("team_id").annotate(number=Count("id")))


def without_worker(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the open cases that need a key worker: they have none, or theirs has left, or left the team."""
    listed = Membership.objects.filter(team=OuterRef("team"), user=OuterRef("key_worker"), ends_on=None)
    in_team = Exists(listed) | Q(team__kind=TeamKind.EVERYONE, key_worker__organisation=F("team__organisation"))
    return open_now(cases).exclude(Q(key_worker__isnull=False, key_worker__is_active=True) & in_team)


def quiet(cases: QuerySet[Case], on: date) -> QuerySet[Case]:
    """Return the open cases for which it has been too long since a contact by a day, the longest first."""
    return with_names(cases.filter(NOT_CLOSED, quiet_from__lte=on)).order_by("quiet_from", "id")


def reviews_due(cases: QuerySet[Case], on: date) -> QuerySet[Case]:
    """Return the open cases whose review is due by a day, the longest overdue first."""
    return with_names(cases.filter(NOT_CLOSED, review_due_on__lte=on)).order_by("review_due_on", "id")


def of_person(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return someone's cases, open ones first, then the last opened."""
    return with_names(cases).order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "-id")


def settings_counted(cases: QuerySet[Case]) -> dict[str, int]:
    """Return how many of some cases stand in each setting, asked once."""
    found = cases.order_by("setting").values_list("setting").annotate(number=Count("id"))
    return dict(found)


def holding_on(spells: QuerySet[S], on: date) -> QuerySet[S]:
    """Return the spells that hold on a day: ``from_on`` <= day < ``until_on``. No case has two of a kind."""
    return spells.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on).order_by("case_id", "id")


def newest_first(spells: QuerySet[S]) -> QuerySet[S]:
    """Return spells, the one that goes on first, then the last ended."""
    return spells.order_by(F("until_on").desc(nulls_first=True), "-from_on", "-recorded_at", "-id")


def stages_of(stages: QuerySet[Stage], service: Service) -> QuerySet[Stage]:
    """Return a service's stages that are in use, in its order."""
    return stages.filter(service=service, retired_on=None).order_by("position", "id")


def retired_of(stages: QuerySet[Stage], service: Service) -> QuerySet[Stage]:
    """Return a service's stages that are no longer in use, the last retired first."""
    return stages.filter(service=service).exclude(retired_on=None).order_by("-retired_on", "name", "id")


def contacts_newest(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Return contacts with who made them, for which organisation and on which case, the latest first."""
    return contacts.select_related("by_user", "organisation", "team", "case__service").order_by("-happened_at", "-id")


def contacts_after(contacts: QuerySet[Contact], last: Contact) -> QuerySet[Contact]:
    """Return the contacts that come after one, in the order of ``contacts_newest``."""
    return contacts.filter(Q(happened_at__lt=last.happened_at) | Q(happened_at=last.happened_at, pk__lt=last.pk))


def contacts_by_organisation(contacts: QuerySet[Contact]) -> list[tuple[str, int]]:
    """Return how many contacts each organisation had, the most first, asked once."""
    grouped = contacts.order_by().values_list("organisation__name").annotate(number=Count("id"))
    return [(name, number) for name, number in grouped.order_by("-number", "organisation__name")]


def notes_current(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Return the notes that no other took the place of, with who wrote them, the latest first."""
    return notes.filter(current=True).select_related("by_user", "team", "contact").order_by("-written_at", "-id")


def notes_of(notes: QuerySet[Note], contacts: Iterable[Contact]) -> QuerySet[Note]:
    """Return the current notes that belong to some contacts."""
    return notes_current(notes).filter(contact__in=[contact.pk for contact in contacts])


def advocacy_newest(rows: QuerySet[Advocacy]) -> QuerySet[Advocacy]:
    """Return times someone was spoken up for, those that go on first, then the last begun."""
    return rows.select_related("case__service").order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "-id")


def covers_on(covers: QuerySet[Cover], on: date) -> QuerySet[Cover]:
    """Return the cover that holds on a day, by who is away."""
    return _named(covers.filter(ended_at=None, from_on__lte=on, until_on__gt=on)).order_by("away__name", "id")


def covers_to_come(covers: QuerySet[Cover], on: date) -> QuerySet[Cover]:
    """Return the cover that holds on a day or will, the soonest first."""
    return _named(covers.filter(ended_at=None, until_on__gt=on)).order_by("from_on", "id")


def covered_by(covers: QuerySet[Cover], user_id: UUID, *, on: date) -> QuerySet[Cover]:
    """Return the cover someone gives on a day."""
    return covers_on(covers, on).filter(stand_in_id=user_id)


def _named(covers: QuerySet[Cover]) -> QuerySet[Cover]:
    return covers.select_related("team__organisation", "away", "stand_in")
