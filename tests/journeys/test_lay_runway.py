"""The runway of real people: laid from what is on record, kept as days and facts change, and left alone otherwise."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOON, TODAY, AreaFactory, KeyDateFactory, PersonFactory, PrisonFactory, StayFactory
from tests.factories.journey import AssessmentFactory, PartOfLifeFactory, PlanFactory, TaskFactory
from tests.factories.runway import GATE, REMAND, version_of
from tests.journeys.runway_people import BY, LATER, OUT, days, inside, place, steps
from throughline.custody.actions.admissions import Admission
from throughline.custody.actions.dates import NewDate
from throughline.custody.models import Stay
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.journeys.admit_person import admit_person
from throughline.journeys.change_release_date import change_release_date
from throughline.journeys.finish_step import finish_step
from throughline.journeys.lay_each_morning import lay_each_morning, whose_turn
from throughline.journeys.lay_runway import lay_runway, lay_runways, look, look_with
from throughline.journeys.move_to_version import move_to_version
from throughline.journeys.put_on_protocol import put_on_protocol
from throughline.journeys.release_person import Leaving, release_person
from throughline.journeys.reopen_step import reopen_step
from throughline.journeys.runway_facts import gather
from throughline.journeys.take_off_protocol import take_off_protocol
from throughline.plans.actions import tasks
from throughline.plans.models import Course, Plan, Task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


@pytest.fixture
def there():
    return place(GATE, REMAND)


def lay(stay):
    return lay_runway(stay.person, **BY)


def questions(asked):
    """Count what was asked of the rows; where a transaction begins and ends is not."""
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in asked)


def needs(stay, pathway="substances", level="a_lot"):
    assessment = AssessmentFactory(person=stay.person)
    return PartOfLifeFactory(assessment=assessment, pathway=pathway, level=level, compartment="needs")


def test_a_plan_is_begun_put_on_the_protocols_that_apply_and_given_their_steps(there):
    stay = inside(there)

    shifts = lay(stay)

    course = Course.objects.get()
    assert (course.slug, course.begun_on, Plan.objects.get().begun_on) == ("gate", TODAY, TODAY)
    assert {str(shift.what) for shift in shifts} == {"laid"}
    assert days(stay.person) == {
        "bank.account": date(2026, 5, 1),
        "first.visit": date(2026, 6, 17),
        "home.asked": date(2026, 4, 17),
        "id.proof": date(2026, 4, 3),
        "talk.begun": TODAY,
    }


def test_laying_it_again_writes_nothing(there):
    stay = inside(there)
    lay(stay)
    before = list(Task.objects.order_by("id").values()), JournalEntry.objects.count()

    with CaptureQueriesContext(connection) as asked:
        again = lay(stay)

    assert again == []
    assert [query["sql"][:30] for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))] == []
    assert (list(Task.objects.order_by("id").values()), JournalEntry.objects.count()) == before


def test_each_step_falls_to_whom_the_protocol_means(there):
    stay = inside(there)

    lay(stay)

    rows = steps(stay.person)
    assert (rows["id.proof"].team, rows["id.proof"].department) == (there.resettlement, "resettlement")
    assert (rows["bank.account"].team, rows["bank.account"].user) == (there.service_team, there.worker)
    assert (rows["home.asked"].organisation, rows["home.asked"].owner) == (there.council.organisation, "statutory")
    assert (rows["talk.begun"].team, rows["first.visit"].owner) == (there.everyone, "person")


def test_a_step_nobody_is_known_for_falls_to_the_key_worker_and_says_so(there):
    stay = inside(there)
    stay.person.home_area = AreaFactory(name="Elsewhere")
    stay.person.save()

    lay(stay)

    row = steps(stay.person)["home.asked"]
    assert (row.user, row.team) == (there.worker, there.service_team)
    assert row.reason.endswith("No council housing service is known for Elsewhere: their key worker holds this.")


def test_with_nobody_to_support_them_the_prison_holds_what_the_key_worker_would(there):
    stay = StayFactory(prison=there.prison, legal_status="sentenced")

    lay(stay)

    row = steps(stay.person)["bank.account"]
    assert (row.team, row.user) == (there.everyone, None)
    assert f"They have no key worker yet: {there.prison.organisation.name} holds this." in row.reason


def test_a_step_waits_to_be_asked_about_until_a_need_is_known(there):
    stay = inside(there)
    lay(stay)
    asked = look(stay.person, LATER).asked

    needs(stay)
    shifts = lay(stay)

    assert [(each.key, each.facts) for each in asked] == [("recovery.plan", ("needs",))]
    assert [(shift.task.key, shift.task.compartment) for shift in shifts] == [("recovery.plan", "needs")]


def test_a_need_that_is_met_retires_its_step_with_a_reason(there):
    stay = inside(there)
    part = needs(stay)
    lay(stay)

    part.level = "fine"
    part.save()
    shifts = lay(stay)

    row = steps(stay.person)["recovery.plan"]
    assert [str(shift.what) for shift in shifts] == ["retired"]
    assert (row.state, row.ended_on) == ("retired", TODAY)
    assert "they want help with" in row.state_words


def test_remand_has_steps_of_its_own_and_the_same_need_is_one_task(there):
    stay = inside(there, on=None, legal_status="remand")

    lay(stay)

    row = steps(stay.person)["id.proof"]
    assert sorted(row.protocols) == ["any-day", "gate"]
    assert row.due_on is not None
    assert days(stay.person)["bank.account"] is None


def test_when_the_status_changes_steps_go_and_when_it_changes_back_they_are_as_they_were(there):
    stay = inside(there, legal_status="remand")
    lay(stay)
    before = list(Task.objects.order_by("id").values("key", "state", "state_words", "due_on", "needs", "reason"))

    for status in ("sentenced", "remand"):
        Stay.objects.update(legal_status=status)
        lay(stay)

    assert (
        list(Task.objects.order_by("id").values("key", "state", "state_words", "due_on", "needs", "reason")) == before
    )


def test_a_date_that_moves_moves_the_runway_and_back_again(there):
    stay = inside(there)
    lay(stay)
    before = days(stay.person)

    for minute, on in enumerate((date(2026, 7, 10), OUT)):
        new = NewDate(type="confirmed", on=on, known_at=NOON + timedelta(minutes=minute), source="Prison records")
        change_release_date(stay, new=new, **BY)

    assert days(stay.person) == before
    assert JournalEntry.objects.filter(what="plans.runway_laid").count() == 3


def test_steps_added_by_hand_move_with_it(there):
    stay = inside(there)
    own = TaskFactory(plan=PlanFactory(person=stay.person), anchor="first_day", offset=1, due_on=None)

    shifts = lay(stay)

    own.refresh_from_db()
    assert own.due_on == OUT + timedelta(days=1)
    assert (own.pk, "moved") in {(shift.task.pk, str(shift.what)) for shift in shifts}


def test_an_unplanned_release_leaves_what_matters_today(there):
    stay = inside(there, on=None, legal_status="remand")
    lay(stay)

    release_person(stay, leaving=Leaving(how="release_court", on=TODAY, source="Court"), **BY)

    now = days(stay.person)
    assert "talk.begun" not in now
    assert (now["id.proof"], now["bank.account"], now["first.visit"]) == (TODAY, TODAY, TODAY + timedelta(days=2))
    assert steps(stay.person)["talk.begun"].state_words == "They have left prison"


def test_outside_a_department_of_the_prison_owes_nothing(there):
    stay = inside(there)
    lay(stay)

    release_person(stay, leaving=Leaving(how="release_planned", on=TODAY, source="Prison"), **BY)

    row = steps(stay.person)["id.proof"]
    assert (row.user, row.department) == (there.worker, "")
    assert "their key worker holds this" in row.reason


def test_coming_back_goes_on_with_the_same_plan_and_asks_afresh_what_each_stay_asks(there):
    stay = inside(there)
    lay(stay)
    tasks.done(steps(stay.person)["talk.begun"], on=TODAY, **BY)
    release_person(stay, leaving=Leaving(how="release_planned", on=TODAY, source="Prison"), **BY)

    admit_person(
        Admission(
            person=stay.person,
            prison=there.prison,
            admitted_on=TODAY,
            legal_status="recalled",
            source="Prison",
            as_of=LATER,
        ),
        **BY,
    )

    rows = steps(stay.person)
    assert Plan.objects.count() == 1
    assert (rows["talk.begun"].state, rows["talk.begun@2"].state) == ("done", "todo")
    assert rows["bank.account"].due_on is None


def test_nothing_is_asked_of_someone_who_died(there):
    stay = inside(there)
    lay(stay)

    release_person(stay, leaving=Leaving(how="death", on=TODAY, source="Prison"), **BY)

    assert (Plan.objects.get().ended_on, lay(stay)) == (TODAY, [])
    assert Plan.objects.count() == 1


def test_where_nobody_took_up_a_protocol_no_plan_is_begun():
    stay = StayFactory()

    assert lay_runway(stay.person, **BY) == []
    assert not Plan.objects.exists()


def test_a_newer_version_moves_no_plan_until_someone_does(there):
    stay = inside(there)
    lay(stay)
    newer = version_of(GATE.replace("10 weeks before release", "11 weeks before release"), number=2)
    unmoved = lay(stay)

    would_be = {step.key: step.due_on for step in look_with(stay.person, [newer], at=LATER).laid}
    shifts = move_to_version(Course.objects.get(slug="gate"), newer, **BY)

    assert unmoved == []
    assert [(shift.task.key, shift.after) for shift in shifts] == [("id.proof", date(2026, 3, 27))]
    assert would_be == days(stay.person)


def test_taken_off_a_protocol_its_steps_are_not_needed_and_nothing_lays_it_again(there):
    stay = inside(there)
    lay(stay)

    shifts = take_off_protocol(Course.objects.get(), why="Supported elsewhere", **BY)
    again = lay(stay)

    assert {str(shift.what) for shift in shifts} == {"retired"}
    assert (again, days(stay.person)) == ([], {})


def test_someone_is_put_on_a_protocol_by_hand_if_it_is_for_them(there):
    by_hand = version_of(
        GATE.replace("by_itself: true", "by_itself: false").replace("protocol: gate", "protocol: hand")
    )
    person = StayFactory(legal_status="sentenced").person

    shifts = put_on_protocol(person, by_hand, **BY)

    assert len(shifts) == 5
    with pytest.raises(Refused, match="only for someone when"):
        put_on_protocol(person, there.versions[1], **BY)
    with pytest.raises(Refused, match="Nobody new"):
        put_on_protocol(person, version_of(GATE, number=3, retired_on=TODAY), **BY)


def test_a_step_opened_again_takes_the_day_its_protocol_gives_it_now(there):
    stay = inside(there)
    lay(stay)
    finish_step(steps(stay.person)["bank.account"], on=TODAY, **BY)
    change_release_date(
        stay, new=NewDate(type="confirmed", on=date(2026, 7, 10), known_at=LATER, source="Prison"), **BY
    )

    still = steps(stay.person)["bank.account"].due_on
    again = reopen_step(steps(stay.person)["bank.account"], why="It was refused", **BY)

    assert (still, again.due_on, again.state) == (date(2026, 5, 1), date(2026, 5, 29), "todo")


def test_nobody_is_ready_to_leave_with_nowhere_to_go_and_no_account_of_it():
    stay = StayFactory()
    row = TaskFactory(plan=PlanFactory(person=stay.person), key="release.ready")

    with pytest.raises(Refused):
        finish_step(row, on=TODAY, **BY)

    row.refresh_from_db()
    assert row.state == "todo"


def test_each_morning_those_who_leave_soon_or_any_day_are_looked_at(there):
    soon, any_day = inside(there, on=TODAY + timedelta(days=84)), inside(there, on=None, legal_status="remand")
    late = inside(there, on=TODAY + timedelta(days=85))
    elsewhere = StayFactory(prison=PrisonFactory(), legal_status="remand")
    KeyDateFactory(stay=elsewhere, on=TODAY)

    looked_at = lay_each_morning(**BY)

    assert set(whose_turn(TODAY)) == {soon.person_id, any_day.person_id}
    assert (looked_at, set(Plan.objects.values_list("person_id", flat=True))) == (
        2,
        {soon.person_id, any_day.person_id},
    )
    assert late.person_id not in set(Plan.objects.values_list("person_id", flat=True))


def test_many_people_are_laid_in_as_many_questions_as_few(there):
    def asked(count):
        people = {inside(there).person_id for _ in range(count)}
        with CaptureQueriesContext(connection) as first:
            lay_runways(people, **BY)
        with CaptureQueriesContext(connection) as again:
            lay_runways(people, **BY)
        return questions(first), questions(again)

    few, many = asked(2), asked(9)

    assert few == many
    assert few[1] <= 25


def test_the_facts_of_a_person_are_gathered_and_what_nobody_recorded_is_not_known(there):
    stay = inside(there, sentence_days=120)
    needs(stay)

    facts = gather([stay.person_id], at=LATER)[stay.person_id].facts
    bare = gather([PersonFactory(born_on=None).pk], at=LATER)

    assert facts["needs"] == frozenset({"substances"})
    assert (facts["legal_status"], facts["sentence_days"], facts["in_custody"]) == ("sentenced", 120, True)
    assert (facts["area"], facts["nation"], facts["has_case"], facts["support"]) == (
        "Marnoch",
        "scotland",
        True,
        "full",
    )
    assert facts["supervision"] is None
    (unknown,) = bare.values()
    assert {name: unknown.facts.get(name) for name in ("needs", "has_address", "age", "has_children", "sex")} == {
        "needs": None,
        "has_address": None,
        "age": None,
        "has_children": None,
        "sex": None,
    }
    assert unknown.facts["has_case"] is False
