"""All that a meeting needs to know of the people on its list, in as many questions for sixty as for one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.models import Organisation
from throughline.agencies.pathways import OPEN_TO_ALL, compartment_of
from throughline.cases.models import Contact
from throughline.custody import queries as custody
from throughline.custody.models import KeyDate, Stay
from throughline.foundations.actors import Staff
from throughline.meetings import queries
from throughline.meetings.models import Decision, TalkedAbout
from throughline.people.models import PersonRecord
from throughline.plans import queries as plans
from throughline.plans.models import Task
from throughline.web.meetings.forms.people import DecideForm
from throughline.web.meetings.rows import Decided, OnList, owed_by_agency
from throughline.web.meetings.table import Table
from throughline.web.releases.around import around

R = TypeVar("R", bound=PersonRecord)
TO = Do.SEE_MEETINGS
PLAIN = [pathway for pathway in OPEN_TO_ALL if not compartment_of(pathway)]
"""Parts of life that anyone who works with someone may read of: others are decided on a page of their own."""


def gather(
    actor: Staff, table: Table, talks: Sequence[TalkedAbout], *, today: date, deciders: Sequence[Organisation] = ()
) -> list[OnList]:
    """Return everyone on a list whom the viewer works with, by days left. ``deciders`` may be given what is decided.

    Raises:
        NotAllowed: the viewer's job does not include meetings.
    """
    people = [talk.person_id for talk in talks]
    stays = _first(custody.newest_first(access.visible(Stay, by=actor, to=TO).filter(person__in=people)))
    leaves = _first(custody.days_of_release(access.visible(KeyDate, by=actor, to=TO)).filter(person__in=people))
    beds = around(actor, people, earlier=False, today=today)
    owed = _by_person(_open_steps(actor, people))
    contacts = _first(_contacts(actor, people))
    decided = _decided(actor, people, until=table.meeting.held_at, today=today)
    found = []
    for talk in talks:
        pk, date_ = talk.person_id, leaves.get(talk.person_id)
        release_on = date_.on if date_ and date_.on else today
        steps = owed_by_agency(owed[pk], today=today)
        now = [one for one in decided[pk] if one.decision.talked_about.meeting_id == table.meeting.pk]
        found.append(
            OnList(
                talk=talk,
                today=today,
                stay=stays.get(pk),
                leaves=date_,
                bed=beds[pk].bed(release_on=release_on, today=today),
                owed=steps,
                away=table.away([one.agency for one in steps]),
                contact=contacts.get(pk),
                before=_last_time([one for one in decided[pk] if one not in now]),
                now=tuple(now),
                form=_form(talk, deciders) if deciders else None,
            )
        )
    return sorted(found, key=lambda one: one.order)


def decisions_of(actor: Staff, person_id: UUID, *, until: datetime, today: date) -> list[Decided]:
    """Return everything meetings decided about someone, the last meeting first."""
    return _decided(actor, [person_id], until=until, today=today)[person_id]


def _form(talk: TalkedAbout, deciders: Sequence[Organisation]) -> DecideForm:
    return DecideForm(None, organisations=deciders, pathways=PLAIN, auto_id=f"d-{talk.pk}-%s")


def _open_steps(actor: Staff, people: Collection[UUID]) -> Iterable[Task]:
    rows = access.visible(Task, by=actor, to=TO).filter(person__in=people)
    return plans.with_owners(plans.open_tasks(rows)).defer("why", "evidence", "origin", "reason")


def _contacts(actor: Staff, people: Collection[UUID]) -> Iterable[Contact]:
    if not access.may(actor, Do.SEE_CASES):
        return ()
    return queries.last_of_each(access.visible(Contact, by=actor, to=Do.SEE_CASES), people)


def _decided(
    actor: Staff, people: Collection[UUID], *, until: datetime, today: date
) -> defaultdict[UUID, list[Decided]]:
    decisions = queries.decided(access.visible(Decision, by=actor, to=TO), people, until=until)
    rows = queries.with_open_steps(decisions, access.visible(Task, by=actor, to=TO))
    found: defaultdict[UUID, list[Decided]] = defaultdict(list)
    for row in rows:
        task = row.task if vars(row)["step_opens"] else None
        found[row.person_id].append(Decided(decision=row, task=task, today=today))
    return found


def _last_time(earlier: Sequence[Decided]) -> tuple[Decided, ...]:
    """Return what the last of some meetings decided, of decisions with the last meeting first."""
    if not earlier:
        return ()
    last = earlier[0].decision.talked_about.meeting_id
    return tuple(one for one in earlier if one.decision.talked_about.meeting_id == last)


def _first(rows: Iterable[R]) -> dict[UUID, R]:
    """Return the first of some rows about each person."""
    return {pk: found[0] for pk, found in _by_person(rows).items()}


def _by_person(rows: Iterable[R]) -> defaultdict[UUID, list[R]]:
    found: defaultdict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found
