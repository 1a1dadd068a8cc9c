"""Closing a record to someone, whatever a grant says."""

from datetime import datetime

from throughline.agencies.models import User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.sharing.models import Allowed, Restriction
from throughline.sharing.rules import check_reason
from throughline.sharing.statuses import RestrictionKind, Tier


@writes
def close_to(person: Person, *, user: User, words: str, by: Actor, at: datetime) -> Restriction:
    """Close a record to one member of staff, who knows or is related to the person.

    Raises:
        Refused: it is closed to them already, or no reason is given.
    """
    check_reason(words)
    locked = lock(Person, person.pk)
    if Restriction.objects.filter(person=locked, kind=RestrictionKind.CONFLICT, user=user, ends_at=None).exists():
        raise Refused(f"The record is closed to {user.name} already.", field="email")
    row = Restriction.objects.create(
        person=locked, kind=RestrictionKind.CONFLICT, user=user, words=words, starts_at=at, made_by=by.words
    )
    _note("sharing.closed_to", row, by=by, at=at, who=user.name)
    return row


@writes
def limit(person: Person, *, words: str, allowed: list[User], by: Actor, at: datetime) -> Restriction:
    """Close a record to everyone but staff allowed by name.

    Raises:
        Refused: it is limited already, nobody is allowed, or no reason is given.
    """
    check_reason(words)
    if not allowed:
        raise Refused("Choose who may still see the record.", field="allowed")
    locked = lock(Person, person.pk)
    if Restriction.objects.filter(person=locked, kind=RestrictionKind.LIMITED, ends_at=None).exists():
        raise Refused("The record is limited already. Change who may see it instead.")
    row = Restriction.objects.create(
        person=locked, kind=RestrictionKind.LIMITED, words=words, starts_at=at, made_by=by.words
    )
    Allowed.objects.bulk_create(Allowed(restriction=row, user=user) for user in dict.fromkeys(allowed))
    _note("sharing.limited", row, by=by, at=at, allowed=[user.name for user in allowed])
    return row


@writes
def allow(restriction: Restriction, *, user: User, by: Actor, at: datetime) -> Restriction:
    """Let one more member of staff see a limited record.

    Raises:
        Refused: it is not limited, or no longer.
    """
    row = lock(Restriction, restriction.pk)
    if row.kind != RestrictionKind.LIMITED or row.ends_at is not None:
        raise Refused("This record is not limited now, so nobody needs to be added.")
    _, fresh = Allowed.objects.get_or_create(restriction=row, user=user)
    if fresh:
        _note("sharing.allowed", row, by=by, at=at, who=user.name)
    return row


@writes
def lift(restriction: Restriction, *, by: Actor, at: datetime) -> Restriction:
    """End a restriction. One that has ended stays as it ended."""
    row = lock(Restriction, restriction.pk)
    if row.ends_at is None:
        row.ends_at = at
        row.save(update_fields=["ends_at"])
        _note("sharing.restriction_lifted", row, by=by, at=at)
    return row


def _note(what: str, row: Restriction, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    event = journal.Event(what=what, about=row, person_id=row.person_id, tier=Tier.LEADS, facts=facts)
    journal.note_many([event], by=by, at=at)
