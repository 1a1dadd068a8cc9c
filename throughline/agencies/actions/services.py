"""What can happen to services, and to what they promised."""

from datetime import date, datetime

from throughline.agencies.actions.noting import keep_once, note
from throughline.agencies.models import Organisation, Service, Target, Team
from throughline.agencies.rules import check_period
from throughline.agencies.statuses import Promise
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.wording import day
from throughline.foundations.writing import writes

PROMISES = ("answers_within", "quiet_after", "quiet_after_release")
LONGEST_PROMISE = 365
"""Days in the longest promise a service can make: a year."""


@writes
def open_service(
    organisation: Organisation,
    *,
    team: Team,
    slug: str,
    name: str,
    about: str = "",
    phone: str = "",
    people_may_ask: bool = True,
    answers_within: int = 5,
    quiet_after: int = 28,
    quiet_after_release: int = 7,
    opened_on: date,
    by: Actor,
    at: datetime,
) -> Service:
    """Keep a service and the team that answers for it. ``answers_within`` counts working days; the others, days.

    Raises:
        Refused: a name is taken, the team is not one of the organisation's or has closed, or a promise is too short.
    """
    service = Service(
        organisation=organisation,
        team=team,
        slug=slug,
        name=name,
        about=about,
        phone=phone,
        people_may_ask=people_may_ask,
        answers_within=answers_within,
        quiet_after=quiet_after,
        quiet_after_release=quiet_after_release,
        opened_on=opened_on,
    )
    _check(service)
    if Service.objects.filter(slug=slug).exists():
        raise _slug_taken()
    keep_once(service, _slug_taken())
    note("agencies.service_opened", service, by=by, at=at, name=name, team=team.name, on=opened_on.isoformat())
    return service


@writes
def change_service(
    service: Service,
    *,
    version: int,
    team: Team,
    name: str,
    about: str,
    phone: str,
    people_may_ask: bool,
    answers_within: int,
    quiet_after: int,
    quiet_after_release: int,
    by: Actor,
    at: datetime,
) -> Service:
    """Change what a service is called, who answers for it and what it promises. Its short name stays.

    Raises:
        Stale: someone else changed it first.
        Refused: it has closed, the name is taken, the team is not one of the organisation's or has closed, or a
            promise is less than a day.
    """
    locked = _open(lock_version(Service, service.pk, version=version))
    before = locked.name
    locked.team, locked.name, locked.about, locked.phone = team, name, about, phone
    locked.people_may_ask, locked.answers_within = people_may_ask, answers_within
    locked.quiet_after, locked.quiet_after_release = quiet_after, quiet_after_release
    _check(locked)
    save_change(locked, "team", "name", "about", "phone", "people_may_ask", *PROMISES)
    note("agencies.service_changed", locked, by=by, at=at, before=before, after=name)
    return locked


@writes
def close_service(service: Service, *, on: date, version: int | None = None, by: Actor, at: datetime) -> Service:
    """End a service from a day on: nobody is referred to it any more. What was done under it stays.

    ``version`` is None where no page was read first.

    Raises:
        Stale: someone else changed it first.
        Refused: it has closed already, or would close before it opened.
    """
    locked = lock(Service, service.pk) if version is None else lock_version(Service, service.pk, version=version)
    locked = _open(locked)
    check_period(locked.opened_on, on, field="on")
    locked.closed_on = on
    save_change(locked, "closed_on")
    note("agencies.service_closed", locked, by=by, at=at, name=locked.name, on=on.isoformat())
    return locked


@writes
def set_target(
    service: Service,
    *,
    promise: str,
    from_on: date,
    to_on: date,
    number: int,
    source: str,
    by: Actor,
    at: datetime,
) -> Target:
    """Keep a number a service promised for a period, both ends included; it replaces one for the same period.

    Raises:
        Refused: the period ends before it starts, or nothing says where the number comes from.
    """
    locked = lock(Service, service.pk)
    if to_on < from_on:
        raise Refused("The last day cannot be before the first.", field="to_on")
    if not source.strip():
        raise Refused("Say where this number comes from, such as a contract.", field="source")
    same = Target.objects.filter(service=locked, promise=promise, from_on=from_on, to_on=to_on)
    held = same.first()
    row = held or Target(service=locked, promise=Promise(promise), from_on=from_on, to_on=to_on)
    before = f"{held.number:,}" if held else "no number"
    row.number, row.source = number, source
    row.save()
    note(
        "agencies.target_set",
        row,
        by=by,
        at=at,
        service=locked.name,
        promise=Promise(promise).label,
        before=before,
        after=f"{number:,}",
        on=from_on.isoformat(),
        until=to_on.isoformat(),
    )
    return row


def _check(service: Service) -> None:
    others = Service.objects.filter(organisation=service.organisation, name__iexact=service.name)
    if others.exclude(pk=service.pk).exists():
        raise Refused("This organisation has a service with this name.", field="name")
    if service.team.organisation_id != service.organisation_id:
        raise Refused("Choose one of this organisation's teams.", field="team")
    if service.team.closed_on is not None:
        raise Refused("This team has closed. Choose another.", field="team")
    for promise in PROMISES:
        if not 1 <= getattr(service, promise) <= LONGEST_PROMISE:
            raise Refused(f"Give a number of days from 1 to {LONGEST_PROMISE}.", field=promise)


def _open(service: Service) -> Service:
    if service.closed_on is not None:
        raise Refused(f"{service.name} was closed from {day(service.closed_on, today=service.closed_on)}.")
    return service


def _slug_taken() -> Refused:
    return Refused("Another service has this short name. Choose a different one.", field="slug")
