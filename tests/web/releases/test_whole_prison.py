"""The whole prison on one plan: what each department owes, double work, and ticking without leaving."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import TODAY, PartnerFactory, PartnershipFactory, PrisonFactory, TeamFactory, staff_of
from tests.factories.journey import PlanFactory, TaskFactory
from throughline.foundations.models import ReadEntry
from throughline.plans.models import Task

pytestmark = pytest.mark.django_db

WHOLE = reverse("releases:whole_prison")


@pytest.fixture
def partners(cast, world):
    """The worker's organisation and the prison are in one partnership."""
    partnership = PartnershipFactory()
    for organisation in (cast.worker_user.organisation, world.prison.organisation):
        PartnerFactory(partnership=partnership, organisation=organisation)
    return partnership


def owed(world, department="healthcare", *, plan=None, **facts):
    base = {"plan": plan or world.plan, "owner": "statutory", "organisation": world.prison.organisation}
    return TaskFactory(**base, department=department, **facts)


def count_of(page, department):
    return next(each for each in page.context["counts"] if each.department.value == department)


def titles(page):
    return [row.task.title for row in page.context["rows"]]


def test_each_department_is_counted(cast, world, partners):
    owed(world, title="One", due_on=TODAY)
    owed(world, title="Two", due_on=TODAY - timedelta(days=1))
    owed(world, title="Three", due_on=TODAY + timedelta(days=7), state="blocked", state_words="No slot")
    team = TeamFactory(organisation=world.prison.organisation, department="housing")
    owed(world, "", title="Four", team=team)
    owed(world, title="Done", state="done", ended_on=TODAY)

    page = cast.worker.get(WHOLE)
    health, housing = count_of(page, "healthcare"), count_of(page, "housing")

    assert len(page.context["counts"]) == 7
    assert (health.open, health.due, health.late, health.blocked) == (3, 1, 1, 1)
    assert housing.open == 1
    assert titles(page) == ["Two", "One", "Four", "Three"] or set(titles(page)) == {"One", "Two", "Three", "Four"}
    assert "4 steps are open with the departments, and 1 of them late." in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"department": "healthcare"}, ["Late", "Due", "Far"]),
        ({"department": "healthcare", "show": "late"}, ["Late"]),
        ({"department": "healthcare", "show": "due"}, ["Due"]),
        ({"department": "healthcare", "show": "blocked"}, []),
        ({"department": "moon", "show": "moon"}, ["Late", "Due", "Elsewhere", "Far"]),
    ],
)
def test_it_is_narrowed_and_nonsense_narrows_nothing(cast, world, partners, asked, found):
    owed(world, title="Late", due_on=TODAY - timedelta(days=1))
    owed(world, title="Due", due_on=TODAY)
    owed(world, title="Far", due_on=TODAY + timedelta(days=30))
    owed(world, "housing", title="Elsewhere", due_on=TODAY + timedelta(days=20))

    page = cast.worker.get(WHOLE, asked)

    assert titles(page) == found
    assert found or "Nothing here fits that" in page.content.decode()


def test_steps_of_people_elsewhere_and_of_nobody_in_the_prison_are_not_in_it(cast, world, partners):
    other = world.leaver(stay={"prison": PrisonFactory()})
    owed(world, plan=PlanFactory(person=other), person=other, title="Elsewhere")
    TaskFactory(plan=world.plan, title="Theirs to do")

    page = cast.worker.get(WHOLE)

    assert titles(page) == []
    assert "No department owes a step" in page.content.decode()


def test_what_another_department_holds_or_has_done_is_said(cast, world, partners):
    owed(world, "resettlement", title="Open a bank account")
    owed(world, "learning", title="Bank account opened", state="done", ended_on=TODAY)

    page = cast.worker.get(WHOLE).content.decode()

    assert "Learning and skills has done this already on Mon 2 Mar: Bank account opened" in page


def test_a_step_of_health_is_not_named_and_is_read_before_it_is_ticked(cast, world, partners):
    owed(world, title="CANARY hepatitis", pathway="health", compartment="needs")

    page = cast.worker.get(WHOLE).content.decode()

    assert "CANARY hepatitis" not in page
    assert "A step of their plan" in page
    assert 'name="act"' not in page


class TestTicking:
    def test_done_is_kept_once_and_leads_back(self, cast, world, partners, once, writer):
        step = owed(world, title="Order the card")
        address = reverse("releases:tick", args=[world.person.pk, step.pk])

        answers = [cast.worker.post(f"{address}?department=healthcare", {"act": "done"} | once) for _ in range(2)]

        assert [answer.headers["Location"] for answer in answers] == [f"{WHOLE}?department=healthcare#steps"] * 2
        with writer():
            assert Task.objects.get(pk=step.pk).state == "done"

    def test_what_is_under_way_is_kept(self, cast, world, partners, once, writer):
        step = owed(world, title="Order the card")
        address = reverse("releases:tick", args=[world.person.pk, step.pk])

        answer = cast.worker.post(address, {"act": "under_way", "progress": " Ordered 😀 "} | once)

        assert answer.headers["Location"] == f"{WHOLE}#s-{step.pk}"
        with writer():
            assert Task.objects.get(pk=step.pk).progress == "Ordered 😀"
        assert "Ordered 😀" in cast.worker.get(WHOLE).content.decode()

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"act": "under_way"}, "Say in a word or two what is under way"),
            ({"act": "under_way", "progress": "x" * 10_000}, "Keep what is under way to 60 letters"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_in_words(self, cast, world, partners, once, writer, said, sentence):
        step = owed(world)
        address = reverse("releases:tick", args=[world.person.pk, step.pk])

        page = cast.worker.post(address, said | once, follow=True).content.decode()

        assert sentence in page
        with writer():
            assert Task.objects.get(pk=step.pk).progress == ""

    def test_what_is_over_stays_as_it_is(self, cast, world, partners, once):
        step = owed(world, state="done", ended_on=TODAY)

        page = cast.worker.post(reverse("releases:tick", args=[world.person.pk, step.pk]), once, follow=True)

        assert "done already" in page.content.decode()

    def test_others_may_not(self, cast, world, partners, once):
        step = owed(world)
        address = reverse("releases:tick", args=[world.person.pk, step.pk])
        elsewhere = reverse("releases:tick", args=[world.leaver().pk, step.pk])

        assert cast.stranger.post(address, once).status_code == 404
        assert cast.no_job.post(address, once).status_code == 403
        assert cast.worker.post(elsewhere, once).status_code == 404
        assert cast.worker.get(address).status_code == 405


def test_prison_staff_see_their_own_and_others_choose(cast, world, sign_in):
    officer = sign_in(staff_of(TeamFactory(organisation=world.prison.organisation), role="throughcare_officer"))

    assert officer.get(WHOLE).context["prison"].pk == world.prison.pk
    assert "There is no prison to show" in cast.stranger.get(WHOLE).content.decode()
    assert cast.no_job.get(WHOLE).status_code == 403


def test_with_several_prisons_one_is_chosen(cast, world, partners):
    other = PrisonFactory(organisation__name="HMP Langrigg")
    PartnerFactory(partnership=partners, organisation=other.organisation)

    page = cast.worker.get(WHOLE).content.decode()

    assert "Choose a prison" in page
    assert "HMP Langrigg" in cast.worker.get(WHOLE, {"of": f"prison:{other.pk}"}).content.decode()


def test_who_was_shown_is_written_down(cast, world, partners, writer):
    owed(world)
    cast.worker.get(WHOLE)

    with writer():
        assert ReadEntry.objects.filter(person_id=world.person.pk, where="releases:whole_prison").exists()


def test_it_goes_on_page_by_page(cast, world, partners):
    for number in range(30):
        owed(world, title=f"Step {number:02}", due_on=TODAY + timedelta(days=number // 4))

    first = cast.worker.get(WHOLE)
    second = cast.worker.get(first.context["next"])

    assert len(titles(first)) == 25
    assert sorted([*titles(first), *titles(second)]) == [f"Step {number:02}" for number in range(30)]


@pytest.mark.parametrize("many", [2, 60])
def test_it_asks_no_more_than_it_may_however_many(cast, world, partners, many, django_assert_max_num_queries):
    for _ in range(many):
        person = world.leaver()
        owed(world, plan=PlanFactory(person=person), person=person)
    cast.worker.get(WHOLE)

    with django_assert_max_num_queries(12):
        cast.worker.get(WHOLE)
