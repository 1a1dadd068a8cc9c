"""Talking things through: beginning, what is said of each part of life, agreeing and finishing."""

from datetime import date, datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Organisation, User
from throughline.agencies.pathways import Pathway, check_pathways, compartment_of
from throughline.assessments.models import Assessment, Confirmation, PartOfLife
from throughline.assessments.rules import check_agreed, check_said, check_said_on, holds_over, was_talked_about
from throughline.assessments.statuses import Level
from throughline.cases.models import Case
from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.wording import full_day
from throughline.foundations.writing import writes
from throughline.people.models import Person


@writes
def begin(
    person: Person,
    *,
    case: Case | None,
    organisation: Organisation,
    user: User | None,
    on: date,
    made_with: str = "",
    by: Actor,
    at: datetime,
) -> Assessment:
    """Begin an assessment; where one goes on already, return that one, so that nobody is asked twice.

    It needs no case, so that it can begin on admission.

    Raises:
        Refused: the day is in the future.
    """
    check_said_on(on, today=localdate(at), field="on")
    locked = lock(Person, person.pk)
    going_on = Assessment.objects.select_related("organisation", "begun_by").filter(person=locked, ended_on=None)
    if (found := going_on.first()) is not None:
        return found
    row = Assessment(person=locked, case=case, organisation=organisation, begun_by=user, begun_on=on)
    row.made_with = made_with
    row.save(force_insert=True)
    _note("assessments.begun", row, by=by, at=at, organisation=organisation.name, on=on.isoformat())
    return row


@writes
def say(
    assessment: Assessment,
    *,
    pathway: str,
    level: str,
    their_words: str,
    our_view: str,
    strengths: str,
    views: str,
    said_on: date,
    user: User | None,
    by: Actor,
    at: datetime,
    organisation: Organisation | None = None,
) -> PartOfLife:
    """Keep what was said about a part of life. A later talk takes its place; what was said before stays.

    What was said on an earlier day than what holds is kept and changes nothing. ``organisation`` is that of whoever
    listened; the one that began the assessment when it is not given.

    Raises:
        Refused: the assessment is finished, there is no such part, the answer contradicts itself, or the day is in the
            future.
    """
    check_pathways([pathway], field="pathway")
    check_said(level=level, their_words=their_words, our_view=our_view, views=views)
    check_said_on(said_on, today=localdate(at))
    locked = _open(assessment)
    held = PartOfLife.objects.filter(person_id=locked.person_id, pathway=pathway, holds=True).first()
    row = PartOfLife(assessment=locked, person_id=locked.person_id, pathway=pathway, level=level, views=views)
    row.compartment, row.their_words, row.our_view = compartment_of(pathway), their_words, our_view
    row.strengths, row.said_on, row.by_user, row.recorded_at = strengths, said_on, user, at
    row.organisation = organisation or locked.organisation
    row.holds = holds_over(said_on, held=held.said_on if held else None)
    if held is not None and row.holds:
        held.holds = False
        held.save(update_fields=["holds"])
    row.save(force_insert=True)
    _note_part("assessments.part_said" if row.holds else "assessments.older_part_kept", row, by=by, at=at)
    return row


@writes
def still_so(
    part: PartOfLife, *, on: date, organisation: Organisation, user: User | None, by: Actor, at: datetime
) -> Confirmation:
    """Keep that the person said "yes, that is still so", instead of being asked it all again.

    The same organisation again on the same day changes nothing.

    Raises:
        Refused: it was said anew since, there is nothing in it to confirm, or the day is in the future or before it
            was said.
    """
    check_said_on(on, today=localdate(at), field="on")
    locked = lock(PartOfLife, part.pk)
    if not locked.holds:
        raise Refused("This was talked about again since. Read the newest, then ask whether it is still so.")
    if not was_talked_about(locked.level):
        raise Refused("This has not been talked about, so there is nothing to confirm.")
    if on < locked.said_on:
        raise Refused("That is before the day they said it.", field="on")
    row, fresh = Confirmation.objects.get_or_create(
        part=locked,
        organisation=organisation,
        confirmed_on=on,
        defaults={
            "person_id": locked.person_id,
            "compartment": locked.compartment,
            "by_user": user,
            "recorded_at": at,
        },
    )
    if fresh:
        _note_part("assessments.confirmed", locked, by=by, at=at, organisation=organisation.name)
    return row


@writes
def agree(
    assessment: Assessment, *, on: date, how: str, made_with: str, version: int, by: Actor, at: datetime
) -> Assessment:
    """Keep that the person and the worker said: this shows what we both understand. Later again takes its place.

    Raises:
        Stale: someone else changed it first.
        Refused: it is finished, nothing was talked about, or the day is in the future or before it began.
    """
    locked = _open(assessment, version=version)
    said = PartOfLife.objects.filter(assessment=locked).exclude(level__in=[Level.NOT_TALKED, Level.DECLINED])
    check_agreed(on, begun_on=locked.begun_on, talked=said.count(), today=localdate(at))
    locked.agreed_on, locked.agreed_how, locked.made_with = on, how, made_with
    save_change(locked, "agreed_on", "agreed_how", "made_with")
    _note("assessments.agreed", locked, by=by, at=at, on=on.isoformat(), how=how)
    return locked


@writes
def end(assessment: Assessment, *, on: date, version: int, by: Actor, at: datetime) -> Assessment:
    """Finish an assessment. What was said goes on holding until someone talks about it again.

    Raises:
        Stale: someone else changed it first.
        Refused: it is finished, or the day is in the future or before it began.
    """
    locked = _open(assessment, version=version)
    check_said_on(on, today=localdate(at), field="on")
    if on < locked.begun_on:
        raise Refused("That is before the talk began. Check the day.", field="on")
    locked.ended_on = on
    save_change(locked, "ended_on")
    _note("assessments.ended", locked, by=by, at=at, on=on.isoformat(), agreed=locked.agreed_on is not None)
    return locked


def _open(assessment: Assessment, *, version: int | None = None) -> Assessment:
    """Return an assessment locked, if it goes on."""
    if version is None:
        locked = lock(Assessment, assessment.pk)
    else:
        locked = lock_version(Assessment, assessment.pk, version=version)
    if locked.ended_on is not None:
        finished = full_day(locked.ended_on)
        raise Refused(f"This talk was finished on {finished}. Begin another to add to it; what was said still holds.")
    return locked


def _note(what: str, row: Assessment, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    event = journal.Event(what=what, about=row, person_id=row.person_id, facts=facts)
    journal.note_many([event], by=by, at=at)


def _note_part(what: str, row: PartOfLife, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    """Note what happened for those who may see this part of life; the words stay on the answer itself."""
    event = journal.Event(
        what=what,
        about=row,
        person_id=row.person_id,
        compartment=row.compartment,
        facts={"part": Pathway(row.pathway).label, "level": Level(row.level).label, **facts},
    )
    journal.note_many([event], by=by, at=at)
