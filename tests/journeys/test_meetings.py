"""A panel from its call to the next one: agencies told once, decisions become steps, what is not done comes back."""

from datetime import timedelta

import pytest

from tests.factories import NOON, TODAY, EveryoneFactory, GrantFactory, OrganisationFactory, PersonFactory
from tests.factories.journey import PlanFactory
from tests.factories.meetings import BarrierFactory, BarrierHitFactory, MeetingFactory, TalkedAboutFactory
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.journeys.call_meeting import call_meeting, call_off_meeting, change_meeting
from throughline.journeys.carry_over import carry_over
from throughline.journeys.count_on_lists import count_on_lists, count_touched
from throughline.journeys.decide_at_meeting import Decided, decide_at_meeting
from throughline.journeys.invite_to_meeting import invite_to_meeting
from throughline.meetings.actions.meetings import MeetingFacts
from throughline.meetings.models import Decision, Invitation, TalkedAbout
from throughline.notices.models import Notice
from throughline.plans.actions import tasks
from throughline.plans.models import Plan, Task

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
DUE = TODAY + timedelta(days=5)


@pytest.fixture(autouse=True)
def as_the_writer(db, writer):
    """Look at rows as the writer does: what pages may see is another test's subject."""
    with writer():
        yield


def panel(**facts):
    return MeetingFacts(
        **{"kind": "release_panel", "name": "Panel", "held_at": NOON + timedelta(days=7), "place": "Room 4", **facts}
    )


def ring(**facts):
    return Decided(**{"words": "Ring the council", "pathway": "accommodation", "due_on": DUE, **facts})


def test_every_agency_that_is_asked_is_told_once_and_nobody_is_named():
    meeting, team = MeetingFactory(held_at=NOON + timedelta(days=7)), EveryoneFactory()

    invite_to_meeting(meeting, [team.organisation], **BY)
    invite_to_meeting(meeting, [team.organisation], **BY)

    notice = Notice.objects.get()
    assert (notice.to_team_id, notice.person_id, notice.kind) == (team.pk, None, "meetings.invited")


def test_a_decision_becomes_a_step_on_a_plan_that_is_begun_where_there_is_none():
    talk, team = TalkedAboutFactory(), EveryoneFactory()
    GrantFactory(person=talk.person, team=team)

    row = decide_at_meeting(talk, decided=ring(organisation=team.organisation), **BY)

    task = Task.objects.get()
    assert (row.task, row.words, row.decided_on) == (task, "Ring the council", TODAY)
    assert (task.title, task.organisation, task.due_on) == ("Ring the council", team.organisation, DUE)
    assert task.plan == Plan.objects.get(person=talk.person, ended_on=None)
    notice = Notice.objects.get()
    assert (notice.to_team_id, notice.person_id) == (team.pk, talk.person_id)


def test_a_decision_uses_the_plan_there_is():
    talk = TalkedAboutFactory()
    plan = PlanFactory(person=talk.person)

    decide_at_meeting(talk, decided=ring(), **BY)

    assert Task.objects.get().plan == plan
    assert Notice.objects.count() == 0


def test_an_agency_that_does_not_work_with_someone_is_told_no_name():
    talk, team = TalkedAboutFactory(), EveryoneFactory()

    decide_at_meeting(talk, decided=ring(organisation=team.organisation), **BY)

    notice = Notice.objects.get()
    assert (notice.to_team_id, notice.person_id) == (team.pk, None)
    assert "CANARY Person" not in notice.subject + notice.body


@pytest.mark.parametrize(
    ("answer", "field"),
    [({"words": " "}, "words"), ({"due_on": None}, "due_on"), ({"due_on": NOON.date().replace(2025)}, "due_on")],
)
def test_a_decision_without_words_or_a_day_to_come_is_refused(answer, field):
    talk = TalkedAboutFactory()

    with pytest.raises(Refused) as refused:
        decide_at_meeting(talk, decided=ring(**answer), **BY)

    assert refused.value.field == field
    assert (Decision.objects.count(), Plan.objects.count()) == (0, 0)


def test_nothing_is_decided_at_a_meeting_that_did_not_happen_and_no_step_stays():
    talk = TalkedAboutFactory(meeting__state="cancelled")

    with pytest.raises(Refused, match="did not happen"):
        decide_at_meeting(talk, decided=ring(), **BY)

    assert Task.objects.count() == 0


def test_the_next_meeting_takes_over_whoever_something_is_open_about():
    last = MeetingFactory(name="Panel", held_at=NOON, state="held")
    waits, done = TalkedAboutFactory(meeting=last), TalkedAboutFactory(meeting=last)
    TalkedAboutFactory(meeting=last)
    decide_at_meeting(waits, decided=ring(), **BY)
    finished = decide_at_meeting(done, decided=ring(), **BY)
    tasks.done(finished.task, on=TODAY, **BY)
    asked = EveryoneFactory()

    meeting = call_meeting(last.organisation, facts=panel(name="panel"), invited=[asked.organisation], **BY)

    (row,) = TalkedAbout.objects.filter(meeting=meeting)
    assert (row.person, row.carried_from) == (waits.person, waits)
    assert Invitation.objects.get().meeting == meeting
    assert carry_over(meeting, **BY) == []


def test_a_meeting_that_was_held_takes_nobody_over():
    with pytest.raises(Refused, match="held already"):
        carry_over(MeetingFactory(state="held"), **BY)


def test_whoever_was_asked_is_told_of_another_time_and_not_of_another_name():
    team = EveryoneFactory()
    meeting = call_meeting(OrganisationFactory(), facts=panel(), invited=[team.organisation], **BY)

    renamed = change_meeting(meeting, facts=panel(name="Renamed"), version=1, **BY)
    change_meeting(renamed, facts=panel(name="Renamed", place="By video"), version=2, **BY)

    assert list(Notice.objects.filter(kind="meetings.changed").values_list("to_team_id", flat=True)) == [team.pk]


def test_whoever_was_asked_is_told_that_a_meeting_does_not_happen():
    team = EveryoneFactory()
    meeting = call_meeting(OrganisationFactory(), facts=panel(), invited=[team.organisation], **BY)

    call_off_meeting(meeting, why="Nobody can come", version=1, **BY)

    assert "Nobody can come" in Notice.objects.get(kind="meetings.called_off").body


def test_only_numbers_are_counted():
    meeting, barrier = MeetingFactory(), BarrierFactory()
    TalkedAboutFactory.create_batch(2, meeting=meeting)
    TalkedAboutFactory(meeting=meeting, off_why="Gone")
    BarrierHitFactory(barrier=barrier, person=PersonFactory())

    assert count_on_lists([meeting.pk]) == {meeting.pk: 2}
    assert count_touched([barrier.pk]) == {barrier.pk: 1}
