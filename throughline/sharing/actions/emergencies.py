"""Opening a record in an emergency, asking to be let in, and what those who lead say to both."""

from datetime import date, datetime

from throughline.agencies.models import Team, User
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.sharing import queries
from throughline.sharing.actions.grants import EVERY_COMPARTMENT, NewGrant, grant_many
from throughline.sharing.models import AccessRequest, BreakGlass, Grant
from throughline.sharing.rules import EMERGENCY, UNREVIEWED_AT_MOST, check_reason
from throughline.sharing.statuses import GrantReason, LawfulBasis, ReviewAnswer, Tier


@writes
def break_glass(
    person: Person, *, user: User, team: Team, reason: str, review_by: date, by: Actor, at: datetime
) -> BreakGlass:
    """Open a record to one member of staff for an hour. It is reviewed afterwards, whatever was seen.

    A record they have open already stays as it is: the hour is not made longer.

    Raises:
        Refused: no reason is given, or too many of theirs wait for review.
    """
    check_reason(reason)
    lock(Person, person.pk)
    mine = Grant.objects.filter(person=person, only_for=user, reason=GrantReason.BREAK_GLASS)
    there = BreakGlass.objects.filter(grant__in=queries.open_at(mine, at), user=user).first()
    if there is not None:
        return there
    check_none_wait(user)
    (held,) = grant_many(
        [
            NewGrant(
                person=person,
                team=team,
                only_for=user,
                tier=Tier.WORKS_WITH,
                compartments=EVERY_COMPARTMENT,
                reason=GrantReason.BREAK_GLASS,
                words=reason[:300],
                basis=LawfulBasis.VITAL_INTERESTS,
                ends_at=at + EMERGENCY,
            )
        ],
        by=by,
        at=at,
    )
    row = BreakGlass.objects.create(
        person=person, grant=held, user=user, reason=reason, opened_at=at, review_by=review_by
    )
    journal.note("sharing.glass_broken", about=row, person_id=person.pk, by=by, at=at, who=user.name, reason=reason)
    return row


def check_none_wait(user: User) -> None:
    """Refuse someone whose emergencies wait for review. Asked before anyone is looked up.

    Raises:
        Refused: three do.
    """
    if BreakGlass.objects.filter(user=user, reviewed_at=None).count() >= UNREVIEWED_AT_MOST:
        raise Refused("Three records you opened wait for review. Ask your manager to look at those first.")


@writes
def refuse_glass(person: Person, *, user: User, reason: str, by: Actor, at: datetime) -> None:
    """Keep that someone tried to open, in an emergency, a record that is closed to them."""
    journal.note(
        "sharing.glass_refused",
        about=person,
        person_id=person.pk,
        tier=Tier.LEADS,
        by=by,
        at=at,
        who=user.name,
        reason=reason,
    )


@writes
def review(
    opened: BreakGlass, *, answer: str, words: str, reviewer: User, version: int, by: Actor, at: datetime
) -> BreakGlass:
    """Say whether opening a record was justified.

    Raises:
        Stale: someone else reviewed it first.
        Refused: it was reviewed before, or it was the reviewer who opened it, or no answer is given.
    """
    row = lock_version(BreakGlass, opened.pk, version=version)
    if row.reviewed_at is not None:
        raise Refused("This has been reviewed already.")
    if row.user_id == reviewer.pk:
        raise Refused("You opened this record yourself. Someone else must review it.")
    if answer not in ReviewAnswer.values:
        raise Refused("Say whether it was justified.", field="answer")
    row.answer, row.review_words, row.reviewed_by, row.reviewed_at = answer, words, reviewer, at
    save_change(row, "answer", "review_words", "reviewed_by", "reviewed_at")
    journal.note("sharing.glass_reviewed", about=row, person_id=row.person_id, by=by, at=at, answer=answer)
    return row


@writes
def ask(person: Person, *, team: Team, user: User, reason: str, by: Actor, at: datetime) -> AccessRequest:
    """Ask those who lead a record to let a team in. Asking twice is asking once.

    Raises:
        Refused: no reason is given.
    """
    check_reason(reason)
    lock(Person, person.pk)
    there = AccessRequest.objects.filter(person=person, team=team, answered_at=None).first()
    if there is not None:
        return there
    row = AccessRequest.objects.create(person=person, team=team, asked_by=user, reason=reason, asked_at=at)
    journal.note(
        "sharing.asked", about=row, person_id=person.pk, tier=Tier.LEADS, by=by, at=at, team=str(team), reason=reason
    )
    return row


@writes
def answer_request(
    asked: AccessRequest, *, agreed: bool, words: str, user: User, version: int, by: Actor, at: datetime
) -> AccessRequest:
    """Say yes or no to a team that asked. The grant, if yes, is made by the journey that calls this.

    Raises:
        Stale: someone else answered first.
        Refused: it was answered before.
    """
    row = lock_version(AccessRequest, asked.pk, version=version)
    if row.answered_at is not None:
        raise Refused("Someone has answered this already.")
    row.agreed, row.answer_words, row.answered_by, row.answered_at = agreed, words, user, at
    save_change(row, "agreed", "answer_words", "answered_by", "answered_at")
    journal.note("sharing.answered", about=row, person_id=row.person_id, tier=Tier.LEADS, by=by, at=at, agreed=agreed)
    return row
