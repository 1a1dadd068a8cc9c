"""Pages of services, their stages and what they promised."""

import pytest
from django.urls import reverse

from tests.factories import TODAY, UserFactory
from tests.factories.journey import CaseFactory, ServiceFactory, StageFactory, TargetFactory
from throughline.agencies.models import Service, Target, Team
from throughline.cases.models import Stage

pytestmark = pytest.mark.django_db

SERVICE_PAGES = ["service_change", "service_close", "service_target", "stage_new"]
STAGE_PAGES = ["stage", "stage_retire"]


@pytest.fixture
def team(places) -> Team:
    return Team.objects.get(organisation=places.partner, kind="everyone")


@pytest.fixture
def service(team) -> Service:
    return ServiceFactory(team=team, name="Upstream", about="Help on the way home")


def at(record, name):
    part = {Service: "service_id", Stage: "stage_id"}.get(type(record), "organisation_id")
    return reverse(f"agencies:{name}", kwargs={part: record.pk})


def asked(answers, **facts):
    days = {"answers_within": "5", "quiet_after": "28", "quiet_after_release": "7"}
    opens = {"opened_on_day": "2", "opened_on_month": "3", "opened_on_year": "2026"}
    return (
        {"name": "Upstream", "slug": "Upstream", "team": str(answers.pk), "people_may_ask": "on"} | days | opens | facts
    )


def test_a_service_is_opened_once_with_six_stages(places, team, sign_in, once):
    client = sign_in(places.manager)

    for _ in range(2):
        response = client.post(at(places.partner, "service_new"), {**once, **asked(team)}, follow=True)

    service = Service.objects.get()
    assert (service.slug, service.organisation, service.people_may_ask) == ("upstream", places.partner, True)
    said = response.content.decode()
    assert "Answers a referral within 5 working days." in said
    assert "6. " in said
    assert "in our own wording" in said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"name": ""}, "Enter"),
        ({"slug": "two words"}, "slug"),
        ({"answers_within": "0"}, "must be 1 or more"),
        ({"quiet_after": "400"}, "must be 365 or less"),
        ({"opened_on_month": "13"}, "Opens on"),
        ({"team": "not a team"}, "Choose"),
        ({"about": "x" * 10_000}, "must be 500 characters or fewer"),
    ],
)
def test_a_slip_in_the_form_keeps_what_was_typed(places, team, sign_in, facts, said):
    response = sign_in(places.manager).post(at(places.partner, "service_new"), asked(team, phone="01632", **facts))

    page = response.content.decode()
    assert response.status_code == 200
    assert said in page
    assert 'value="01632"' in page
    assert not Service.objects.exists()


def test_a_short_name_that_is_taken_is_refused_beside_it(places, team, service, sign_in):
    said = sign_in(places.manager).post(at(places.partner, "service_new"), asked(team, name="X", slug=service.slug))

    assert "Another service has this short name." in said.content.decode()


def test_a_team_of_another_organisation_is_not_on_offer(places, sign_in):
    theirs = Team.objects.get(organisation=places.lead)

    sign_in(places.manager).post(at(places.partner, "service_new"), asked(theirs))

    assert not Service.objects.exists()


def test_everyone_in_the_partnership_reads_about_a_service(places, service, sign_in):
    TargetFactory(service=service, number=40, source="Contract, schedule 2")
    StageFactory(service=service, position=1, name="Hello", words="We meet")
    StageFactory(service=service, position=2, name="Old", retired_on=TODAY)

    said = sign_in(places.worker).get(at(service, "service")).content.decode()

    for words in ("Help on the way home", "Hello", "We meet", "Contract, schedule 2", "Stages no longer used"):
        assert words in said
    assert "Change the service" not in said
    assert "Move down" not in said


def test_a_service_with_nothing_yet_says_so(places, service, sign_in):
    said = sign_in(places.manager).get(at(service, "service")).content.decode()

    assert "It has no stages yet" in said
    assert "Nothing was promised yet" in said


def test_an_organisation_without_services_says_so(places, sign_in):
    said = sign_in(places.worker).get(at(places.partner, "services")).content.decode()

    assert "It has no service yet" in said
    assert "Open a service" not in said


def test_a_service_is_changed_and_a_second_tab_is_told(places, team, service, sign_in):
    client = sign_in(places.manager)

    client.post(at(service, "service_change"), asked(team, name="Downstream", version="1"))
    late = client.post(at(service, "service_change"), asked(team, name="Elsewhere", version="1")).content.decode()

    service.refresh_from_db()
    assert service.name == "Downstream"
    assert "Someone else changed this" in late
    assert "Elsewhere" in late


def test_a_service_that_supports_someone_stays_open(places, service, sign_in):
    CaseFactory(service=service)
    when = {"on_day": "2", "on_month": "3", "on_year": "2026", "version": "1"}

    said = sign_in(places.manager).post(at(service, "service_close"), when).content.decode()

    assert "1 person is supported by this service still." in said


def test_a_service_closes(places, service, sign_in):
    when = {"on_day": "2", "on_month": "3", "on_year": "2026", "version": "1"}

    said = sign_in(places.manager).post(at(service, "service_close"), when, follow=True).content.decode()

    service.refresh_from_db()
    assert service.closed_on == TODAY
    assert "Upstream is closed." in said


def test_a_target_is_kept_and_replaced(places, service, sign_in):
    client = sign_in(places.manager)
    days = {
        "from_on_day": "1",
        "from_on_month": "4",
        "from_on_year": "2026",
        "to_on_day": "31",
        "to_on_month": "3",
        "to_on_year": "2027",
    }

    for number in ("40", "50"):
        client.post(
            at(service, "service_target"), {**days, "promise": "referrals", "number": number, "source": "Contract"}
        )

    assert [target.number for target in Target.objects.all()] == [50]


def test_a_target_that_ends_before_it_starts_is_refused(places, service, sign_in):
    days = {
        "from_on_day": "1",
        "from_on_month": "4",
        "from_on_year": "2026",
        "to_on_day": "31",
        "to_on_month": "3",
        "to_on_year": "2026",
    }
    given = {**days, "promise": "referrals", "number": "40", "source": "Contract"}

    said = sign_in(places.manager).post(at(service, "service_target"), given).content.decode()

    assert "The last day cannot be before the first." in said


def test_stages_are_added_named_moved_and_retired(places, service, sign_in):
    first = StageFactory(service=service, position=1, name="First")
    client = sign_in(places.manager)

    client.post(at(service, "stage_new"), {"name": "Second", "words": "🎉"})
    second = Stage.objects.get(name="Second")
    client.post(at(second, "stage_move"), {"way": "earlier"})
    client.post(at(second, "stage"), {"name": "Hello", "words": "We meet", "version": "2"})
    client.post(at(first, "stage_retire"), {"version": "2"})

    assert list(Stage.objects.order_by("position").values_list("name", "retired_on")) == [
        ("Hello", None),
        ("First", Stage.objects.get(pk=first.pk).retired_on),
    ]
    assert Stage.objects.get(pk=first.pk).retired_on is not None


@pytest.mark.parametrize("way", ["earlier", "later", "sideways"])
def test_the_only_stage_stays_where_it_is(places, service, sign_in, way):
    only = StageFactory(service=service, position=1)

    response = sign_in(places.manager).post(at(only, "stage_move"), {"way": way})

    assert response.status_code == 302
    assert Stage.objects.get().version == 1


def test_the_last_stage_is_not_retired(places, service, sign_in):
    only = StageFactory(service=service, position=1)

    said = sign_in(places.manager).post(at(only, "stage_retire"), {"version": "1"}).content.decode()

    assert "A service has one stage at least." in said


@pytest.mark.parametrize("page", SERVICE_PAGES)
@pytest.mark.parametrize(("who", "answer"), [("manager", 200), ("worker", 403), ("mentor", 403), ("stranger", 404)])
def test_who_may_change_a_service(places, service, sign_in, page, who, answer):
    assert sign_in(getattr(places, who)).get(at(service, page)).status_code == answer


@pytest.mark.parametrize("page", STAGE_PAGES)
@pytest.mark.parametrize(("who", "answer"), [("manager", 200), ("worker", 403), ("mentor", 403), ("stranger", 404)])
def test_who_may_change_a_stage(places, service, sign_in, page, who, answer):
    stage = StageFactory(service=service, position=1)

    assert sign_in(getattr(places, who)).get(at(stage, page)).status_code == answer


def test_information_governance_of_the_lead_manages_its_partners_services(places, service, sign_in):
    assert sign_in(places.governance).get(at(service, "service_change")).status_code == 200


def test_a_manager_of_one_partner_does_not_change_anothers(places, sign_in):
    theirs = ServiceFactory(team=Team.objects.get(organisation=places.lead))

    assert sign_in(places.manager).get(at(theirs, "service")).status_code == 200
    assert sign_in(places.manager).get(at(theirs, "service_change")).status_code == 403
    assert sign_in(places.manager).get(at(places.lead, "service_new")).status_code == 403


def test_a_strangers_service_does_not_exist(places, service, sign_in):
    elsewhere = sign_in(UserFactory(organisation=places.outside, role="manager"))

    for page in ("service", *SERVICE_PAGES):
        assert elsewhere.get(at(service, page)).status_code == 404
    assert elsewhere.get(at(StageFactory(service=service), "stage_retire")).status_code == 404
    assert sign_in(places.worker).get(at(ServiceFactory(), "service")).status_code == 404


def test_a_closed_service_is_not_changed_here(places, team, sign_in):
    closed = ServiceFactory(team=team, closed_on=TODAY)

    said = sign_in(places.manager).get(at(closed, "service")).content.decode()

    assert "Closed from 2 March 2026." in said
    assert "Change the service" not in said


@pytest.mark.parametrize("count", [2, 60])
def test_a_list_of_services_asks_as_much_whatever_its_length(
    places, team, sign_in, count, django_assert_max_num_queries
):
    ServiceFactory.create_batch(count, team=team)
    client = sign_in(places.worker)
    client.get(at(places.partner, "services"))

    with django_assert_max_num_queries(12):
        client.get(at(places.partner, "services"))


def test_a_long_list_goes_on_and_closed_ones_come_last(places, team, sign_in):
    for number in range(30):
        ServiceFactory(team=team, name=f"Service {number:02}", closed_on=TODAY if number < 4 else None)
    client, seen, address = sign_in(places.worker), [], at(places.partner, "services")

    while address:
        page = client.get(address).context["page"]
        seen += [row.name for row in page.rows]
        address = page.next

    assert seen == [f"Service {number:02}" for number in [*range(4, 30), *range(4)]]


@pytest.mark.parametrize("count", [2, 60])
def test_a_service_asks_as_much_whatever_was_promised(places, service, sign_in, count, django_assert_max_num_queries):
    for number in range(count):
        TargetFactory(service=service, from_on=TODAY.replace(year=1900 + number), to_on=TODAY)
    client = sign_in(places.manager)
    client.get(at(service, "service"))

    with django_assert_max_num_queries(12):
        client.get(at(service, "service"))
