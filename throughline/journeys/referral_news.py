"""Who is told what of a referral, and in which words."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.foundations.wording import day
from throughline.notices import actions as notices
from throughline.referrals.models import Referral


def tell_receiver(row: Referral, *, kind: str, subject: str, body: str, at: datetime) -> None:
    """Put news of a referral in the inbox of the team that answers it."""
    notices.tell_teams([row.team_id], kind=kind, subject=subject, body=body, person_id=row.person_id, at=at)


def tell_sender(row: Referral, *, kind: str, subject: str, body: str, at: datetime) -> None:
    """Tell the team that sent a referral; when the person asked, the team that was asked tells them."""
    if row.from_team_id is not None:
        notices.tell_teams([row.from_team_id], kind=kind, subject=subject, body=body, person_id=row.person_id, at=at)


def asked_in_words(row: Referral, *, at: datetime) -> str:
    """Say who asked for help, and by when an answer was promised."""
    sender = row.from_organisation.name if row.from_organisation else "The person or their family"
    return f"{sender} asked {row.service.name} to help.{due_in_words(row.due_on, today=localdate(at))}"


def due_in_words(due: date | None, *, today: date) -> str:
    """Say by when to answer, as the end of a message."""
    return f" Answer by {day(due, today=today)}." if due else ""


def stopped(words: str) -> str:
    """Return what someone wrote with a full stop, so that a sentence may follow it.

    >>> stopped("Full until May "), stopped("Why?")
    ('Full until May.', 'Why?')
    """
    said = words.strip()
    return said if not said or said[-1] in ".!?" else f"{said}."
