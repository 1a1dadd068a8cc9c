"""Steps of a plan: who owns them, when they are due, and what can happen to them."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    KeyDateFactory,
    MembershipFactory,
    OrganisationFactory,
    StayFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.journey import CaseFactory, GoalFactory, PlanFactory, ReferralFactory, TaskFactory
from tests.plans.at_once import answers_of
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.plans import queries
from throughline.plans.actions import tasks
from throughline.plans.models import Task

pytestmark = pytest.mark.django_db
SOON = date(2026, 4, 1)
BY = {"by": SYSTEM, "at": NOON}


def new(**facts):
    return tasks.NewTask(**({"pathway": "finance", "title": "Open a bank account", "due_on": SOON} | facts))


def hung(offset, anchor="release"):
    return new(anchor=anchor, offset=offset, due_on=None)


def add(plan=None, **facts):
    return tasks.add(plan or PlanFactory(), new(**facts), **BY)


def test_the_person_owns_a_step_that_names_no_organisation():
    row = add()

    assert (row.owner, row.organisation, row.due_on, row.state) == ("person", None, SOON, "todo")


@pytest.mark.parametrize(
    ("kind", "owner"), [("prison_department", "statutory"), ("nhs", "statutory"), ("third_sector", "non_statutory")]
)
def test_any_agency_or_prison_department_owns_a_step(kind, owner):
    assert add(organisation=OrganisationFactory(kind=kind)).owner == owner


def test_a_step_in_a_restricted_part_is_noted_for_those_who_may_see_it_only():
    row = add(pathway="substances", title="Recovery plan")

    entry = JournalEntry.objects.get(what="plans.task_added")
    assert (row.compartment, entry.compartment, entry.facts["step"]) == ("needs", "needs", "Recovery plan")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: {"title": "  "}, "what is to be done"),
        (lambda: {"pathway": "moon"}, "Choose from the list"),
        (lambda: {"due_on": None}, "Give the day"),
        (lambda: {"team": TeamFactory()}, "Name the organisation"),
        (lambda: {"organisation": OrganisationFactory(), "team": TeamFactory()}, "is not a team of"),
        (lambda: {"organisation": OrganisationFactory(), "user": UserFactory()}, "does not work there"),
        (lambda: {"goal": GoalFactory(pathway="finance")}, "same plan"),
    ],
)
def test_a_step_that_cannot_be_is_refused(make, words):
    with pytest.raises(Refused, match=words):
        add(**make())
    assert not Task.objects.exists()


def test_someone_in_the_team_may_be_named_whoever_employs_them():
    team = TeamFactory()
    outsider = MembershipFactory(team=team).user

    assert add(organisation=team.organisation, team=team, user=outsider).user == outsider


def test_someone_who_left_is_not_named():
    left = UserFactory(is_active=False, left_on=TODAY)

    with pytest.raises(Refused, match="does not work there"):
        add(organisation=left.organisation, user=left)


def test_a_step_towards_a_goal_is_in_its_part_of_life():
    goal = GoalFactory(pathway="work")

    with pytest.raises(Refused, match="same part of life"):
        add(goal.plan, goal=goal)


def test_a_step_hung_on_release_is_due_by_the_day_taken_as_the_day_of_release():
    stay = StayFactory()
    KeyDateFactory(stay=stay, type="automatic", on=date(2026, 6, 1))
    KeyDateFactory(stay=stay, type="confirmed", on=date(2026, 5, 6))
    KeyDateFactory(stay=stay, type="court", on=date(2026, 3, 20))

    row = tasks.add(PlanFactory(person=stay.person), hung(-4), **BY)

    assert (row.due_on, row.anchor, row.offset) == (date(2026, 5, 2), "release", -4)


def test_with_no_date_known_a_step_waits_for_one():
    on_remand = StayFactory(legal_status="remand")

    assert tasks.add(PlanFactory(person=on_remand.person), hung(7), **BY).due_on is None
    assert tasks.add(PlanFactory(), hung(7), **BY).due_on is None


def test_after_release_a_step_hangs_on_the_day_they_left():
    gone = StayFactory(ended_on=date(2026, 2, 27), ended_how="release_court")

    assert tasks.add(PlanFactory(person=gone.person), hung(7), **BY).due_on == date(2026, 3, 6)


def test_a_step_hangs_on_coming_in_being_referred_or_the_start_of_support():
    stay = StayFactory(admitted_on=date(2026, 1, 5))
    referral = ReferralFactory(person=stay.person, received_on=date(2026, 1, 12))
    case = CaseFactory(person=stay.person, referral=referral, opened_on=date(2026, 1, 20))
    plan = PlanFactory(person=stay.person, case=case)

    rows = tasks.add_many(plan, [hung(3, anchor) for anchor in ("admission", "referral", "start")], **BY)

    assert [row.due_on for row in rows] == [date(2026, 1, 8), date(2026, 1, 15), date(2026, 1, 23)]


def test_a_protocol_lays_a_step_once_and_again_after_it_was_dropped():
    plan = PlanFactory()
    first = add(plan, key="shore:1")

    again = add(plan, key="shore:1")
    tasks.drop(first, why="Not needed", on=TODAY, **BY)
    anew = add(plan, key="shore:1")

    assert again == first
    assert anew != first
    assert JournalEntry.objects.filter(what="plans.task_added").count() == 2


def test_nothing_is_added_to_a_plan_that_ended():
    with pytest.raises(Refused, match="This plan has ended"):
        add(PlanFactory(ended_on=TODAY))


def test_a_step_is_done_once_and_says_when_and_what_came_of_it():
    row = tasks.done(add(), on=date(2026, 3, 1), words="Account is open", **BY)

    assert (row.state, row.ended_on, row.state_words) == ("done", date(2026, 3, 1), "Account is open")
    with pytest.raises(Refused, match="done already"):
        tasks.drop(row, why="No", on=TODAY, **BY)
    with pytest.raises(Refused, match="This step is over"):
        tasks.change(row, title="X", anchor="", due=SOON, version=2, **BY)


def test_nothing_is_done_tomorrow():
    with pytest.raises(Refused, match="has not come yet"):
        tasks.done(add(), on=date(2026, 3, 3), **BY)


def test_a_step_is_blocked_for_a_reason_and_goes_on():
    row = add()

    with pytest.raises(Refused, match="what it waits for"):
        tasks.block(row, why=" ", **BY)
    with pytest.raises(Refused, match="not blocked"):
        tasks.unblock(row, **BY)
    blocked = tasks.block(row, why="Needs photo ID", **BY)
    with pytest.raises(Refused, match="blocked already"):
        tasks.block(row, why="Again", **BY)

    assert (blocked.state, blocked.state_words) == ("blocked", "Needs photo ID")
    assert (tasks.unblock(row, **BY).state, tasks.done(row, on=TODAY, **BY).state) == ("todo", "done")


def test_a_step_is_dropped_for_a_reason():
    row = add()

    with pytest.raises(Refused, match="why it is dropped"):
        tasks.drop(row, why="", on=TODAY, **BY)

    assert tasks.drop(row, why="Has one", on=TODAY, **BY).state == "dropped"


def test_a_step_is_changed_once_for_each_version():
    stay = StayFactory()
    KeyDateFactory(stay=stay, on=date(2026, 5, 6))
    row = add(PlanFactory(person=stay.person))

    now = tasks.change(row, title="Open an account", anchor="release", offset=-14, version=1, **BY)

    assert (now.title, now.due_on, now.offset) == ("Open an account", date(2026, 4, 22), -14)
    with pytest.raises(Stale):
        tasks.change(row, title="Other", anchor="", due=SOON, version=1, **BY)


def test_a_late_step_may_be_put_in_other_words_and_keep_its_day():
    late = TaskFactory(due_on=date(2026, 2, 1))

    assert tasks.change(late, title="Other", anchor="", due=date(2026, 2, 1), version=1, **BY).title == "Other"


def test_a_step_is_given_to_another_owner_who_is_there():
    row, team = add(), EveryoneFactory(organisation__kind="council_housing")

    now = tasks.reassign(row, organisation=team.organisation, team=team, version=1, **BY)

    assert (now.owner, now.team) == ("statutory", team)
    assert JournalEntry.objects.get(what="plans.task_reassigned").facts["before"] == "The person"
    with pytest.raises(Refused, match="Name the organisation"):
        tasks.reassign(row, organisation=None, team=team, version=2, **BY)


def test_a_step_falls_to_whoever_is_named_or_to_the_team_or_to_the_organisation_and_to_nobody_else():
    team = TeamFactory()
    me, colleague = UserFactory(organisation=team.organisation), UserFactory(organisation=team.organisation)
    left = UserFactory(organisation=team.organisation, is_active=False, left_on=TODAY)
    ours = {"owner": "non_statutory", "organisation": team.organisation}
    mine = {
        TaskFactory(**ours, user=me),
        TaskFactory(**ours, team=team),
        TaskFactory(**ours),
        TaskFactory(**ours, team=team, user=left),
    }
    theirs = TaskFactory(**ours, team=team, user=colleague)
    TaskFactory(**ours, team=TeamFactory(organisation=team.organisation))
    TaskFactory()

    asked = {"team_ids": [team.pk], "organisation_id": team.organisation_id, "user_id": me.pk}
    every = Task.objects.all()

    assert set(queries.owed_by(every, **asked)) == mine
    assert set(queries.owed_by(every, **asked, standing_in_for=[colleague.pk])) == mine | {theirs}


def test_lists_by_day_put_the_late_first_and_those_with_no_day_last():
    plan = PlanFactory()
    late, soon, unknown = (TaskFactory(plan=plan, due_on=on) for on in (date(2026, 2, 1), date(2026, 3, 5), None))
    blocked = TaskFactory(plan=plan, due_on=date(2026, 9, 1), state="blocked", state_words="Waits")
    TaskFactory(plan=plan, due_on=date(2026, 2, 1), state="done", ended_on=TODAY)
    TaskFactory(plan=PlanFactory(ended_on=TODAY), due_on=date(2026, 2, 1))

    every = Task.objects.all()

    assert list(queries.open_tasks(every)) == [late, soon, blocked, unknown]
    assert list(queries.late(every, TODAY)) == [late]
    assert list(queries.pressing(every, TODAY + timedelta(days=7))) == [late, soon, blocked]
    assert list(queries.after_task(queries.open_tasks(every), on=soon.due_on, pk=soon.pk)) == [blocked, unknown]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_mark_a_step_done_once(writer):
    row = TaskFactory()

    def done():
        tasks.done(row, on=TODAY, **BY)

    assert answers_of(done, done) == ["kept", "refused"]
    with writer():
        assert JournalEntry.objects.filter(what="plans.task_done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_step_done_while_its_day_moves_is_done_and_keeps_its_own_day(writer):
    row = TaskFactory(anchor="release", offset=-4)
    before = row.due_on

    def done():
        tasks.done(row, on=TODAY, **BY)

    def retime():
        tasks.retime(row.person, anchor="release", on=date(2026, 7, 1), **BY)

    assert answers_of(done, retime) == ["kept", "kept"]
    with writer():
        row.refresh_from_db()
        assert row.state == "done"
        assert row.due_on in {before, date(2026, 6, 27)}
