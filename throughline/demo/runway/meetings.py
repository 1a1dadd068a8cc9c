"""A release panel that met last week and meets again, and what stands in many people's way."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from throughline.access import entering
from throughline.agencies.models import Partnership
from throughline.agencies.pathways import Pathway
from throughline.demo.runway.leaving import Desk
from throughline.demo.runway.taking_up import PARTNERSHIP
from throughline.foundations.actors import SYSTEM, Staff
from throughline.journeys.call_meeting import call_meeting
from throughline.journeys.decide_at_meeting import Decided, decide_at_meeting
from throughline.meetings.actions import barriers, invitations, lists, meetings
from throughline.meetings.actions.barriers import BarrierFacts
from throughline.meetings.actions.lists import Said
from throughline.meetings.actions.meetings import MeetingFacts
from throughline.meetings.models import Invitation, Meeting
from throughline.meetings.statuses import BarrierKind, MeetingKind, Reply
from throughline.people.models import Person

PANEL, ROOM = "Release panel, HMP Carrick Vale", "The meeting room by reception, and by video"
CALLS, ASKED = "HMP Carrick Vale", ("Kindling", "Marnoch Council Housing")
CALLED, LAST, NEXT = timedelta(days=18), timedelta(days=8), timedelta(days=6)
PHOTO = "No camera on the hall, so ID photos wait"
ON_THE_DAY = "Councils that take applications on the day of release only"
WAITS = "His photo waits for the camera."


def meet(desk: Desk, people: Sequence[Person]) -> None:
    """Hold one panel about some people, decide something about the first, and call the next."""
    called_at, held_at = desk.at - CALLED, desk.at - LAST
    first = _call(desk, held_at, at=called_at)
    talks = lists.put_on_list(first, people, why="Leaves soon", by=_chair(desk, called_at), at=called_at)
    _answered(first, at=called_at + timedelta(days=2))
    meetings.hold(first, version=first.version, by=_chair(desk, held_at), at=held_at)
    said = Said(
        told=True,
        took_part=True,
        their_words="I want the photo done. Everything waits for it.",
        summary="The room is kept. The photo for his ID is not taken, and the bank waits for it.",
    )
    about = next(talk for talk in talks if talk.person_id == people[0].pk)
    about = lists.sum_up(about, said=said, version=about.version, by=_chair(desk, held_at), at=held_at)
    decided = Decided(
        words="Bring the camera to the hall and take his photo",
        pathway=Pathway.FINANCE,
        organisation=desk.places.organisations[CALLS],
        due_on=(desk.at + timedelta(days=2)).date(),
    )
    decide_at_meeting(about, decided=decided, by=_chair(desk, held_at), at=held_at)
    again = _call(desk, desk.at + NEXT, at=held_at)
    lists.put_on_list(again, people, why="Leaves soon", by=_chair(desk, held_at), at=held_at)


def stand_in_the_way(desk: Desk, people: Sequence[Person]) -> None:
    """Put two barriers on the register, and whom they touched."""
    register = Partnership.objects.get(name=PARTNERSHIP)
    ours, kindling = (desk.places.organisations[name] for name in (CALLS, "Kindling"))
    photo = barriers.raise_barrier(
        register,
        facts=BarrierFacts(
            kind=BarrierKind.ID_AND_BANK,
            title=PHOTO,
            words="One camera for the whole prison, and it stays at reception.",
            owner=ours,
            look_again_on=(desk.at + timedelta(days=14)).date(),
        ),
        raised_by=kindling,
        by=SYSTEM,
        at=desk.at - LAST,
    )
    barriers.touch(photo, people[0], words=WAITS, by=SYSTEM, at=desk.at - LAST)
    councils = barriers.raise_barrier(
        register,
        facts=BarrierFacts(kind=BarrierKind.HOUSING, title=ON_THE_DAY, owner=kindling),
        raised_by=ours,
        by=SYSTEM,
        at=desk.at - CALLED,
    )
    for person in people[1:]:
        barriers.touch(councils, person, by=SYSTEM, at=desk.at - LAST)
    words = "Asked the two councils to see people by video in the last week inside."
    step = barriers.work_on(councils, words=words, version=councils.version, by=SYSTEM, at=desk.at - LAST)
    up = "One says its rules do not let it. It takes those who govern."
    barriers.pass_up(step.barrier, words=up, version=step.barrier.version, by=SYSTEM, at=desk.at)


def _call(desk: Desk, held_at: datetime, *, at: datetime) -> Meeting:
    organisations = desk.places.organisations
    facts = MeetingFacts(
        kind=MeetingKind.RELEASE_PANEL,
        name=PANEL,
        held_at=held_at.replace(hour=10, minute=0, second=0, microsecond=0),
        place=ROOM,
        about="Everyone who leaves in the next six weeks and is not ready.",
        chaired_by=desk.places.staff["throughcare_manager"],
    )
    invited = [organisations[name] for name in ASKED]
    return call_meeting(organisations[CALLS], facts=facts, invited=invited, by=_chair(desk, at), at=at)


def _answered(meeting: Meeting, *, at: datetime) -> None:
    """Let those who were asked answer: the first comes, the other sends word."""
    rows = Invitation.objects.filter(meeting=meeting).order_by("organisation__name", "id")
    answers = ((Reply.COMING, ""), (Reply.SENDS_WORD, "Short of staff. Our list of rooms is attached to the email."))
    for row, (answer, words) in zip(rows, answers, strict=True):
        invitations.reply(row, reply=answer, words=words, version=row.version, by=SYSTEM, at=at)


def _chair(desk: Desk, at: datetime) -> Staff:
    return entering.staff(desk.places.staff["throughcare_manager"], at=at)
