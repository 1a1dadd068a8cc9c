"""Needs for which no service could be found."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.pathways import Pathway, check_pathways, compartment_of
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.people.models import Person
from throughline.plans.models import Gap
from throughline.plans.rules import check_not_ahead, check_said


@writes
def record(
    person: Person, *, pathway: str, words: str, tried: str = "", noted_on: date, by: Actor, at: datetime
) -> Gap:
    """Keep that a need has no service, and what was tried.

    Raises:
        Refused: nothing is said, there is no such pathway, or the day has not come.
    """
    check_pathways([pathway], field="pathway")
    check_said(words, sentence="Say what they need.", field="words")
    check_not_ahead(noted_on, today=localdate(at), field="noted_on")
    row = Gap.objects.create(
        person=lock(Person, person.pk),
        pathway=pathway,
        compartment=compartment_of(pathway),
        words=words,
        tried=tried,
        noted_on=noted_on,
    )
    _note("plans.gap_noted", row, by=by, at=at)
    return row


@writes
def fill(gap: Gap, *, words: str, on: date, version: int, by: Actor, at: datetime) -> Gap:
    """Keep that a need has a service now, and which.

    Raises:
        Stale: someone else changed it first.
        Refused: it has one already, it is not said which, or the day cannot be.
    """
    row = lock_version(Gap, gap.pk, version=version)
    if row.filled_on is not None:
        raise Refused("This need has a service already.")
    check_said(words, sentence="Say which service meets the need now.", field="words")
    check_not_ahead(on, today=localdate(at), field="on")
    if on < row.noted_on:
        raise Refused("That is before the need was noted. Check the day.", field="on")
    row.filled_on, row.filled_words = on, words
    save_change(row, "filled_on", "filled_words")
    _note("plans.gap_filled", row, by=by, at=at, service=words)
    return row


def _note(what: str, row: Gap, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    about: dict[str, journal.Fact] = {"need": row.words, "pathway": Pathway(row.pathway).label}
    event = journal.Event(
        what=what, about=row, person_id=row.person_id, compartment=row.compartment, facts=about | facts
    )
    journal.note_many([event], by=by, at=at)
