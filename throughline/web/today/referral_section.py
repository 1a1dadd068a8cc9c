"""Referrals that the viewer's teams were asked to answer, the first due first."""

from django.urls import reverse

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.people.models import Person
from throughline.referrals import queries
from throughline.referrals.models import Referral
from throughline.referrals.statuses import State
from throughline.web.referrals.clocks import waits
from throughline.web.referrals.words import arrived, asked_for, sent_by
from throughline.web.today.arrivals import named
from throughline.web.today.desk import Desk
from throughline.web.today.timetable import FIRST_SHOWN, MOST_COUNTED, Button, Line, Section


def referrals_to_decide(desk: Desk) -> Section | None:
    """Return the referrals that wait for the viewer's teams; not those that wait for a reply."""
    actor = desk.actor
    if not access.may(actor, Do.ANSWER_REFERRALS):
        return None
    rows = access.visible(Referral, by=actor, to=Do.ANSWER_REFERRALS)
    ours = queries.in_state(queries.to_teams(rows, actor.team_ids), State.SENT)
    found = list(queries.waiting(ours).annotate(named=named(actor))[: MOST_COUNTED + 1])
    return Section(
        anchor="referrals",
        title="Referrals to decide",
        because="Here because your team was asked and has not answered.",
        heads=("Answer", "Person", "What is asked", "Who asked", "Action"),
        counted_as=("referral to decide", "referrals to decide"),
        lines=[_line(row, desk) for row in found[:FIRST_SHOWN]],
        count=len(found),
        all_url=reverse("referrals:inbox"),
    )


def _person(row: Referral) -> Person | None:
    """Return whom it is about, as far as a line says it; None for someone the viewer may not know of yet."""
    shown: str = getattr(row, "named", "")
    return Person(pk=row.person_id, shown_name=shown) if shown else None


def _line(row: Referral, desk: Desk) -> Line:
    clock, asked = waits(row, today=desk.today), asked_for(row.pathways)
    return Line(
        clock=clock.words,
        under_clock=clock.under,
        late=clock.late,
        person_id=row.person_id,
        person=_person(row),
        what=f"Help with {asked}" if asked else "Help, not said with what",
        under_what=row.service.name,
        why=sent_by(row),
        under_why=arrived(row),
        button=Button(words="Decide", url=reverse("referrals:referral", args=[row.pk]), owed=True),
    )
