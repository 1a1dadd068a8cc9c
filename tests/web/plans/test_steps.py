"""The pages of a step: added, read, done in one press, blocked, given to someone else."""

from datetime import date

import pytest

from tests.factories import TODAY, OrganisationFactory, TeamFactory, UserFactory
from tests.factories.journey import TaskFactory
from tests.web.plans.conftest import text, url
from throughline.plans.models import Task

pytestmark = pytest.mark.django_db
STEP = {"what_for": "part:finance", "title": "Open a bank account", "owner": "person", "named": "", "way": "before"}
FIXED = {"anchor": "day", "due_on_day": "1", "due_on_month": "4", "due_on_year": "2026", "days": ""}
HUNG = {"anchor": "release", "days": "14", "due_on_day": "", "due_on_month": "", "due_on_year": ""}
ON = {"on_day": "1", "on_month": "3", "on_year": "2026"}


@pytest.fixture
def mine(cast):
    """The organisation of the worker."""
    return cast.worker_user.organisation


def test_a_step_on_a_day_of_its_own_is_added_once(cast, plan, writer, once):
    for _ in range(2):
        cast.worker.post(url("add_task", cast.person), STEP | FIXED | once)

    with writer():
        row = Task.objects.get()
    assert (row.title, row.due_on, row.pathway, row.owner) == (
        "Open a bank account",
        date(2026, 4, 1),
        "finance",
        "person",
    )


def test_a_step_hung_on_release_leaves_out_the_day_that_was_typed_beside_it(cast, plan, writer, once):
    cast.worker.post(url("add_task", cast.person), STEP | FIXED | {"anchor": "release", "days": "4"} | once)

    with writer():
        row = Task.objects.get()
    assert (row.anchor, row.offset, row.due_on) == ("release", -4, date(2026, 3, 17))


def test_a_step_towards_a_goal_is_in_its_part_of_life(cast, plan, goal, writer, once):
    page = text(cast.worker.get(url("add_task", cast.person), {"for": f"goal:{goal.pk}"}))

    cast.worker.post(url("add_task", cast.person), STEP | FIXED | {"what_for": f"goal:{goal.pk}"} | once)

    assert f'value="goal:{goal.pk}" selected' in page
    with writer():
        assert (Task.objects.get().goal, Task.objects.get().pathway) == (goal, "accommodation")


def test_a_step_is_given_to_an_organisation_a_team_and_someone_there_by_name(cast, plan, mine, writer, once):
    team = TeamFactory(organisation=mine, name="Through the gate")
    officer = UserFactory(organisation=mine, name="Callum Doull")
    owner = {"owner": f"team:{team.pk}", "named": "callum"}

    cast.worker.post(url("add_task", cast.person), STEP | FIXED | owner | once)

    with writer():
        row = Task.objects.get()
    assert (row.organisation, row.team, row.user, row.owner) == (mine, team, officer, "non_statutory")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Answer “What is to be done?”"),
        ({"title": "x" * 10_000}, "must be 200 characters or fewer"),
        ({"owner": "org:00000000-0000-0000-0000-000000000000"}, "Choose one of the answers listed"),
        ({"what_for": "part:moon"}, "Choose one of the answers listed"),
        ({"due_on_day": ""}, "must include a day"),
        ({"due_on_year": "2019"}, "has passed"),
        (HUNG | {"days": ""}, "Give a number of days"),
        (HUNG | {"days": "9000"}, "730 or less"),
        ({"named": "Callum"}, "Choose where they work as well"),
        ({"due_on_day": "", "due_on_month": "", "due_on_year": ""}, "Give the day"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, plan, writer, once, wrong, sentence):
    answer = STEP | FIXED | {"title": "CANARY typed"} | wrong

    said = text(cast.worker.post(url("add_task", cast.person), answer | once))

    assert sentence in said
    assert answer["title"] in said
    with writer():
        assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("names", "sentence"),
    [([], "Nobody called Callum works there"), (["Callum Doull", "Callum Ure"], "Callum Doull and Callum Ure")],
)
def test_a_name_that_is_nobodys_or_several_peoples_is_asked_for_again(cast, plan, mine, once, names, sentence):
    for name in names:
        UserFactory(organisation=mine, name=name)

    owner = {"owner": f"org:{mine.pk}", "named": "Callum"}
    said = text(cast.worker.post(url("add_task", cast.person), STEP | FIXED | owner | once))

    assert sentence in said


def test_a_step_that_stands_already_is_shown_before_another_like_it_is_added(cast, plan, writer, once):
    there = TaskFactory(plan=plan, pathway="finance", title="Bank account opened", state="done", ended_on=TODAY)

    warned = text(cast.worker.post(url("add_task", cast.person), STEP | FIXED | once))
    with writer():
        before = Task.objects.count()
    cast.worker.post(url("add_task", cast.person), STEP | FIXED | {"seen": str(there.pk)} | once)

    assert "This may be on the plan already" in warned
    assert "Bank account opened" in warned
    assert "Done Mon 2 Mar" in warned
    with writer():
        assert (before, Task.objects.count()) == (1, 2)


def test_like_steps_in_a_part_that_is_not_shared_are_not_shown(cast, plan, writer, once):
    TaskFactory(plan=plan, pathway="health", compartment="needs", title="Open a bank account")

    answer = cast.colleague.post(url("add_task", cast.person), STEP | FIXED | once)

    assert answer.status_code == 302


def test_a_press_in_the_list_marks_a_step_done_today(cast, task, writer, once):
    answer = cast.worker.post(url("done", cast.person, task_id=task.pk), once)

    assert answer.headers["Location"] == url("plan", cast.person)
    with writer():
        assert (Task.objects.get().state, Task.objects.get().ended_on) == ("done", TODAY)
    said = text(cast.worker.get(url("plan", cast.person)))
    assert "1 of 1 step done" in said
    assert f"{cast.worker_user.name}, {cast.worker_user.organisation.name} said so" in said


def test_a_press_on_today_goes_back_there(cast, task, once):
    answer = cast.worker.post(url("done", cast.person, task_id=task.pk), {"back": "today"} | once)

    assert answer.headers["Location"] == "/#steps"


def test_what_someone_else_did_meanwhile_is_said(cast, task, writer):
    address = url("done", cast.person, task_id=task.pk)
    cast.worker.post(address, ON | {"words": "First"})

    second = text(cast.colleague.post(address, ON | {"words": "CANARY second"}))

    assert "done already" in second
    assert "CANARY second" in second
    with writer():
        assert Task.objects.get().state_words == "First"


def test_a_day_to_come_is_refused(cast, task, once):
    said = text(cast.worker.post(url("done", cast.person, task_id=task.pk), ON | {"on_year": "2027"} | once))

    assert "has not come yet" in said


def test_whoever_owns_a_step_may_tick_it_and_nobody_else_without_the_job(cast, plan, mentor, writer):
    theirs = TaskFactory(plan=plan, owner="non_statutory", organisation=mentor.organisation)
    other = TaskFactory(plan=plan, owner="non_statutory", organisation=OrganisationFactory())

    ticked = mentor.client.post(url("done", cast.person, task_id=theirs.pk), ON)
    refused = mentor.client.post(url("done", cast.person, task_id=other.pk), ON)

    assert (ticked.status_code, refused.status_code) == (302, 403)
    assert "say when it is done" in text(mentor.client.get(url("task", cast.person, task_id=other.pk)))
    with writer():
        assert {row.pk: row.state for row in Task.objects.all()} == {theirs.pk: "done", other.pk: "todo"}


def test_a_step_is_blocked_goes_on_and_is_dropped(cast, task, writer):
    states = []
    for page, answer in (
        ("block", {"why": "Needs ID"}),
        ("unblock", {"x": "1"}),
        ("drop_task", ON | {"why": "Has one"}),
    ):
        address = url(page, cast.person, task_id=task.pk)
        assert cast.worker.get(address).status_code == 200
        assert cast.worker.post(address, answer).status_code == 302
        with writer():
            states.append(Task.objects.get().state)

    assert states == ["blocked", "todo", "dropped"]


def test_a_step_says_who_does_it_whom_to_ring_and_what_its_day_hangs_on(cast, plan, mine):
    row = TaskFactory(
        plan=plan,
        title="ID photo",
        owner="statutory",
        organisation=OrganisationFactory(name="CANARY prison", kind="prison", phone="01632 960 231"),
        anchor="release",
        offset=-4,
    )

    said = text(cast.worker.get(url("task", cast.person, task_id=row.pk)))

    for words in ("CANARY prison", "A statutory agency", "tel:01632960231", "4 days before release"):
        assert words in said


def test_an_owner_who_cannot_see_the_record_is_told_of(cast, plan, mine):
    theirs, ours = (
        TaskFactory(plan=plan, owner="non_statutory", organisation=row)
        for row in (OrganisationFactory(name="Harbour"), mine)
    )

    warned, quiet = (text(cast.worker.get(url("task", cast.person, task_id=row.pk))) for row in (theirs, ours))

    assert "Harbour cannot see this record yet" in warned
    assert "cannot see this record yet" not in quiet


def test_a_change_begins_with_what_is_kept_and_refuses_an_old_version(cast, task, writer):
    address = url("change_task", cast.person, task_id=task.pk)
    answer = HUNG | {"title": "Rent agreed", "way": "after", "version": "1"}

    asked = text(cast.worker.get(address))
    assert "The day of release, Sat 21 Mar" in asked
    kept, stale = (cast.worker.post(address, answer) for _ in range(2))

    assert "Rent set up" in asked
    assert (kept.status_code, stale.status_code) == (302, 200)
    assert "Someone else changed this" in text(stale)
    with writer():
        assert (Task.objects.get().title, Task.objects.get().due_on) == ("Rent agreed", date(2026, 4, 4))


def test_a_step_is_given_to_someone_else_and_back_to_the_person(cast, task, mine, writer):
    address, owners = url("reassign", cast.person, task_id=task.pk), []

    for version, owner in enumerate((f"org:{mine.pk}", "person"), 1):
        cast.worker.post(address, {"owner": owner, "named": "", "version": str(version)})
        with writer():
            owners.append(Task.objects.get().organisation)

    assert owners == [mine, None]


def test_a_step_in_a_part_that_is_not_shared_or_of_someone_else_is_not_found(cast, plan):
    hidden = TaskFactory(plan=plan, pathway="health", compartment="needs")

    for client, row in ((cast.colleague, hidden), (cast.worker, TaskFactory())):
        for page in ("task", "done", "block", "unblock", "drop_task", "change_task", "reassign"):
            assert client.get(url(page, cast.person, task_id=row.pk)).status_code == 404
