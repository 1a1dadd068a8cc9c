"""Services and what they promise: what is kept, what is refused, and what two at once may do."""

from datetime import date, timedelta

import pytest

from tests.cases.arranging import at_once
from tests.factories import NOON, TODAY, TeamFactory
from tests.factories.journey import ServiceFactory
from throughline.agencies import queries
from throughline.agencies.actions import services
from throughline.agencies.models import Service, Target
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry

pytestmark = pytest.mark.django_db

BY = {"by": SYSTEM, "at": NOON}


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def opened(team=None, **facts):
    team = team or TeamFactory()
    given = {"team": team, "slug": "upstream", "name": "Upstream", "opened_on": TODAY}
    return services.open_service(team.organisation, **(given | facts), **BY)


def changes(service, **facts):
    fields = ("team", "name", "about", "phone", "people_may_ask", "answers_within", "quiet_after")
    given = {field: getattr(service, field) for field in (*fields, "quiet_after_release")}
    return given | {"version": service.version} | facts


def promised(service, **facts):
    given = {
        "promise": "referrals",
        "from_on": date(2026, 1, 1),
        "to_on": date(2026, 3, 31),
        "number": 40,
        "source": "Contract",
    }
    return services.set_target(service, **(given | facts), **BY)


def test_a_service_opens():
    service = opened(quiet_after=14)

    assert (service.answers_within, service.quiet_after, service.people_may_ask) == (5, 14, True)
    assert JournalEntry.objects.get(what="agencies.service_opened").facts["name"] == "Upstream"


def test_a_short_name_is_used_once_anywhere():
    opened()

    with pytest.raises(Refused, match="short name") as refusal:
        opened()

    assert refusal.value.field == "slug"


def test_a_name_is_used_once_in_an_organisation():
    team = opened().team

    with pytest.raises(Refused, match="service with this name"):
        opened(team, slug="other", name="UPSTREAM")


def test_another_organisations_team_cannot_answer():
    team = TeamFactory()

    with pytest.raises(Refused, match="this organisation's teams"):
        services.open_service(
            TeamFactory().organisation, team=team, slug="upstream", name="Upstream", opened_on=TODAY, **BY
        )


def test_a_closed_team_cannot_answer():
    with pytest.raises(Refused, match="has closed"):
        opened(TeamFactory(closed_on=TODAY))


@pytest.mark.parametrize("promise", services.PROMISES)
@pytest.mark.parametrize("days", [0, 366])
def test_a_promise_is_between_a_day_and_a_year(promise, days):
    with pytest.raises(Refused) as refusal:
        opened(**{promise: days})

    assert refusal.value.field == promise


def test_a_service_changes_and_keeps_its_short_name():
    service = ServiceFactory(slug="kept")

    changed = services.change_service(service, **changes(service, name="Downstream", people_may_ask=False), **BY)

    assert (changed.name, changed.slug, changed.people_may_ask, changed.version) == ("Downstream", "kept", False, 2)


def test_a_change_on_an_older_version_is_stale():
    service = ServiceFactory(version=2)

    with pytest.raises(Stale):
        services.change_service(service, **changes(service, version=1), **BY)


def test_a_service_closes_from_a_day_on():
    service = ServiceFactory()

    closed = services.close_service(service, on=TODAY, **BY)

    days = [TODAY - timedelta(days=1), TODAY]
    assert [closed in queries.services_open(Service.objects.all(), on) for on in days] == [True, False]
    with pytest.raises(Refused, match="was closed from"):
        services.close_service(service, on=TODAY, **BY)


def test_a_service_cannot_close_before_it_opens():
    with pytest.raises(Refused, match="after the start"):
        services.close_service(ServiceFactory(opened_on=TODAY), on=TODAY, **BY)


def test_a_closed_service_is_not_changed():
    service = ServiceFactory(closed_on=TODAY)

    with pytest.raises(Refused, match="was closed from"):
        services.change_service(service, **changes(service), **BY)


def test_a_later_target_for_the_same_period_replaces_the_first():
    service = ServiceFactory()
    promised(service)

    promised(service, number=50, source="Contract, changed in March")

    target = Target.objects.get()
    assert (target.number, target.source) == (50, "Contract, changed in March")
    said = [(row.facts["before"], row.facts["after"]) for row in JournalEntry.objects.order_by("seq")]
    assert said == [("no number", "40"), ("40", "50")]


@pytest.mark.parametrize(("facts", "field"), [({"to_on": date(2025, 12, 31)}, "to_on"), ({"source": " "}, "source")])
def test_a_target_that_cannot_be_is_refused(facts, field):
    with pytest.raises(Refused) as refusal:
        promised(ServiceFactory(), **facts)

    assert refusal.value.field == field


def test_only_services_people_may_ask_are_on_offer_to_them():
    asked, _ = ServiceFactory(), ServiceFactory(people_may_ask=False)

    assert list(queries.services_people_may_ask(Service.objects.all(), TODAY)) == [asked]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_one_service():
    team = TeamFactory()

    assert at_once(lambda: opened(team)) == ["done", "refused"]
