"""The list of organisations, one organisation, and changing them."""

import pytest
from django.urls import reverse

from tests.factories import (
    AreaFactory,
    HallFactory,
    OrganisationFactory,
    PartnerFactory,
    PrisonFactory,
    TeamFactory,
    UserFactory,
)
from tests.web.agencies.conftest import organisation
from throughline.agencies.models import AreaPart, Organisation, OrganisationArea, Partner, Prison, Team

pytestmark = pytest.mark.django_db

LIST = reverse("agencies:list")
SAVEPOINTS = 2
"""What the test's own transaction adds to a page's: one opened and one released."""


def page(client, name="agencies:organisation", **where):
    return client.get(reverse(name, kwargs=where))


def test_the_list_shows_my_partnership_and_no_other(places, sign_in):
    said = sign_in(places.worker).get(LIST).content.decode()

    assert "Kindling" in said
    assert "Steps" in said
    assert "CANARY" not in said


def test_a_job_without_it_is_told_no(places, sign_in):
    assert sign_in(places.mentor).get(LIST).status_code == 403


def test_a_stranger_s_organisation_does_not_exist(places, sign_in):
    client = sign_in(places.worker)

    assert page(client, organisation_id=places.outside.pk).status_code == 404


def test_low_moss_shows_its_places_and_whom_it_holds(places, sign_in):
    prison = PrisonFactory(
        organisation__name="HMP Low Moss",
        code="LMI",
        capacity=700,
        opened_on="2012-03-19",
        holds=["remand", "short_term"],
    )
    HallFactory(prison=prison, name="Clyde")
    PartnerFactory(partnership=places.partnership, organisation=prison.organisation)
    client = sign_in(places.worker)

    listed = client.get(LIST, {"kind": "prison"}).content.decode()
    shown = page(client, organisation_id=prison.organisation.pk).content.decode()

    assert "LMI, 700 places" in listed
    assert "Wherever its people go home to" in listed
    for words in ("19 March 2012", "700", "Remand and Convicted, short term", "Clyde"):
        assert words in shown


def test_the_list_is_narrowed_by_name_kind_and_area(places, sign_in, writer):
    council, region = AreaFactory(name="Marnoch"), AreaFactory(name="Solway Borders", kind="region")
    with writer():
        AreaPart.objects.create(whole=region, part=council)
        OrganisationArea.objects.create(organisation=places.partner, area=council)
    client = sign_in(places.worker)

    assert (
        "Kindling" not in client.get(LIST, {"q": "steps"}).content.decode().partition("<main")[2].partition("<table")[2]
    )
    for area in (council, region):
        said = client.get(LIST, {"area": area.pk}).content.decode().partition("<table")[2]
        assert "Steps" in said
        assert "Kindling" not in said
    assert "No organisation fits" in client.get(LIST, {"kind": "funder"}).content.decode()


def test_a_filter_that_makes_no_sense_changes_nothing(places, sign_in):
    said = sign_in(places.worker).get(LIST, {"kind": "castle", "area": "x", "after": "y", "q": "z" * 200})

    assert said.status_code == 200


@pytest.mark.parametrize("rows", [2, 60])
def test_the_list_asks_as_much_whatever_its_length(places, sign_in, rows, django_assert_max_num_queries):
    for each in OrganisationFactory.create_batch(rows):
        PartnerFactory(partnership=places.partnership, organisation=each)
    client = sign_in(places.worker)
    client.get(LIST)

    with django_assert_max_num_queries(12 + SAVEPOINTS):
        client.get(LIST)


@pytest.mark.parametrize("rows", [2, 60])
def test_one_organisation_asks_as_much_whatever_its_size(places, sign_in, rows, django_assert_max_num_queries):
    UserFactory.create_batch(rows, organisation=places.partner, work_base=places.lead)
    TeamFactory.create_batch(rows, organisation=places.partner)
    client = sign_in(places.administrator)

    with django_assert_max_num_queries(24):
        page(client, organisation_id=places.partner.pk)


def test_every_organisation_is_on_one_page_of_the_list(places, sign_in):
    for each in OrganisationFactory.create_batch(60):
        PartnerFactory(partnership=places.partnership, organisation=each)
    client = sign_in(places.worker)

    seen, where = [], LIST
    while where:
        found = client.get(where).context["page"]
        seen += [row.name for row in found.rows]
        where = found.next

    assert len(seen) == len(set(seen)) == 62
    assert seen == sorted(seen)


def test_every_colleague_is_on_one_page_of_the_staff(places, sign_in, writer):
    UserFactory.create_batch(40, organisation=places.partner)
    with writer():
        type(places.worker).objects.filter(pk=places.worker.pk).update(is_active=False, left_on="2026-01-01")
    client = sign_in(places.administrator)

    seen, where = [], reverse("agencies:organisation", kwargs={"organisation_id": places.partner.pk})
    while where:
        found = client.get(where).context["page"]
        seen += [row.name for row in found.rows]
        where = found.next

    assert len(seen) == len(set(seen)) == 43
    assert seen[-1] == "Dougie Penn"


NEW = {"name": "Harbour", "kind": "housing_provider", "jurisdiction": "scotland", "phone": "01632 960 377"}


def test_the_lead_s_administrator_brings_in_an_organisation(places, sign_in, once):
    client = sign_in(places.administrator)
    sent = {**NEW, **once, "partnership": places.partnership.pk}

    first, second = client.post(reverse("agencies:new"), sent), client.post(reverse("agencies:new"), sent)

    made = Organisation.objects.get(name="Harbour")
    assert first.url == second.url == reverse("agencies:organisation", kwargs={"organisation_id": made.pk})
    assert Partner.objects.filter(organisation=made, partnership=places.partnership).count() == 1
    assert Team.objects.get(organisation=made).kind == "everyone"


def test_a_prison_is_asked_for_its_code_next(places, sign_in, once):
    client = sign_in(places.administrator)
    sent = {**NEW, **once, "kind": "prison", "name": "HMP Low Moss", "partnership": places.partnership.pk}

    asked = client.post(reverse("agencies:new"), sent).url
    client.post(
        asked,
        {
            "code": "lmi",
            "capacity": "700",
            "holds": ["remand"],
            "halls": "Clyde\nKelvin\n",
            "opened_on_day": "19",
            "opened_on_month": "3",
            "opened_on_year": "2012",
        },
    )

    prison = Prison.objects.get(organisation__name="HMP Low Moss")
    assert (prison.code, prison.capacity, prison.opened_on.isoformat()) == ("LMI", 700, "2012-03-19")


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(places, sign_in, once):
    sent = {**NEW, **once, "name": "STEPS", "partnership": places.partnership.pk}

    said = sign_in(places.administrator).post(reverse("agencies:new"), sent).content.decode()

    assert "There is already an organisation with this name." in said
    assert 'value="STEPS"' in said
    assert "01632 960 377" in said


def test_nobody_brings_one_into_a_partnership_they_do_not_lead(places, sign_in, once):
    other = Partner.objects.get(organisation=places.outside).partnership
    client = sign_in(places.administrator)

    said = client.post(reverse("agencies:new"), {**NEW, **once, "partnership": other.pk})

    assert said.status_code == 200
    assert not Organisation.objects.filter(name="Harbour").exists()


def test_an_administrator_of_a_partner_cannot_bring_one_in(places, sign_in):
    user = UserFactory(organisation=places.partner, role="administrator")

    assert sign_in(user).get(reverse("agencies:new")).status_code == 403


@pytest.mark.parametrize(
    ("who", "answer"),
    [("administrator", 302), ("governance", 403), ("manager", 403), ("worker", 403), ("stranger", 404)],
)
def test_who_may_change_an_organisation(places, sign_in, who, answer):
    client = sign_in(getattr(places, who))
    where = reverse("agencies:change", kwargs={"organisation_id": places.partner.pk})

    said = client.post(where, {"name": "Steps Forward", "phone": "1", "version": places.partner.version})

    assert said.status_code == answer
    assert (Organisation.objects.get(pk=places.partner.pk).name == "Steps Forward") == (answer == 302)


def test_an_administrator_manages_their_own_organisation_and_no_partner(places, sign_in):
    client = sign_in(UserFactory(organisation=places.partner, role="administrator"))

    assert page(client, "agencies:change", organisation_id=places.partner.pk).status_code == 200
    assert page(client, "agencies:change", organisation_id=places.lead.pk).status_code == 403


def test_areas_are_added_and_taken_away(places, sign_in):
    one, two = AreaFactory(name="Ardloch"), AreaFactory(name="Portlaw")
    client = sign_in(places.administrator)
    where = reverse("agencies:change", kwargs={"organisation_id": places.partner.pk})

    client.post(where, {"name": "Steps", "areas": [one.pk, two.pk], "version": 1})
    client.post(where, {"name": "Steps", "areas": [two.pk], "version": 2})

    assert [row.area for row in OrganisationArea.objects.filter(organisation=places.partner)] == [two]


def test_a_change_on_top_of_someone_else_s_is_refused(places, sign_in):
    client = sign_in(places.administrator)
    where = reverse("agencies:change", kwargs={"organisation_id": places.partner.pk})
    client.post(where, {"name": "Steps One", "version": 1})

    said = client.post(where, {"name": "Steps Two", "version": 1}).content.decode()

    assert "Someone else changed this" in said
    assert 'value="Steps Two"' in said


def test_an_organisation_with_staff_is_not_closed_and_an_empty_one_is(places, sign_in):
    empty = organisation("Empty")
    PartnerFactory(partnership=places.partnership, organisation=empty)
    client = sign_in(places.administrator)
    day = {"on_day": "1", "on_month": "12", "on_year": "2026", "version": 1}

    kept = client.post(reverse("agencies:close", kwargs={"organisation_id": places.partner.pk}), day)
    closed = client.post(reverse("agencies:close", kwargs={"organisation_id": empty.pk}), day)

    assert "People still sign in" in kept.content.decode()
    assert closed.status_code == 302
    assert Organisation.objects.get(pk=empty.pk).closed_on is not None
