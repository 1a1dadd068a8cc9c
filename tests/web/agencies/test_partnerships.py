"""Partnerships and areas: who leads, who is in, what they hold to, where they work."""

import pytest
from django.urls import reverse

from tests.factories import AreaFactory, UserFactory
from throughline.agencies.models import Area, AreaPart, Partner, Partnership

pytestmark = pytest.mark.django_db

DAY = {"on_day": "1", "on_month": "12", "on_year": "2026", "version": 1}


def at(partnership, name="partnership"):
    return reverse(f"agencies:{name}", kwargs={"partnership_id": partnership.pk})


def test_every_partner_s_staff_read_the_values_and_no_other_partnership_s(places, sign_in):
    client = sign_in(places.worker)

    listed = client.get(reverse("agencies:partnerships")).content.decode()
    shown = client.get(at(places.partnership)).content.decode()

    assert "We meet people at the gate." in listed
    assert "We meet people at the gate." in shown
    assert "Steps" in shown
    assert "CANARY" not in listed + shown


def test_another_partnership_does_not_exist(places, sign_in):
    other = Partner.objects.get(organisation=places.outside).partnership

    assert sign_in(places.worker).get(at(other)).status_code == 404


@pytest.mark.parametrize(("who", "answer"), [("administrator", 302), ("manager", 403), ("stranger", 404)])
def test_only_the_lead_changes_it(places, sign_in, who, answer):
    sent = {"name": "Solway Throughcare", "values": "Ask once.", "lead": places.lead.pk, "version": 1}

    assert sign_in(getattr(places, who)).post(at(places.partnership, "partnership_change"), sent).status_code == answer


def test_a_partner_s_administrator_does_not_change_it(places, sign_in):
    client = sign_in(UserFactory(organisation=places.partner, role="administrator"))

    assert client.get(at(places.partnership, "partnership_change")).status_code == 403


def test_a_partner_becomes_the_lead_and_then_the_old_one_may_leave(places, sign_in, once):
    client = sign_in(places.administrator)
    membership = Partner.objects.get(organisation=places.lead)
    leave = reverse("agencies:partner_leave", kwargs={"partner_id": membership.pk})
    refused = client.post(leave, DAY).content.decode()

    sent = {"name": "Solway", "values": "", "lead": places.partner.pk, "version": 1}
    client.post(at(places.partnership, "partnership_change"), sent)

    assert "The lead organisation cannot leave." in refused
    assert Partnership.objects.get(pk=places.partnership.pk).lead == places.partner


def test_a_partner_leaves(places, sign_in):
    membership = Partner.objects.get(organisation=places.partner)

    sign_in(places.administrator).post(reverse("agencies:partner_leave", kwargs={"partner_id": membership.pk}), DAY)

    assert Partner.objects.get(pk=membership.pk).ends_on.isoformat() == "2026-12-01"


def test_a_second_partnership_takes_in_an_organisation_the_lead_manages(places, sign_in, once):
    client = sign_in(places.administrator)

    made_at = client.post(reverse("agencies:partnership_new"), {**once, "name": "Women's pathway"}).url
    client.post(made_at, {"organisation": places.partner.pk})

    inside = Partner.objects.filter(partnership__name="Women's pathway").values_list("organisation__name", flat=True)
    assert set(inside) == {"Kindling", "Steps"}


def test_nobody_pulls_in_an_organisation_that_someone_else_manages(places, sign_in, once):
    client = sign_in(UserFactory(organisation=places.partner, role="administrator"))
    made_at = client.post(reverse("agencies:partnership_new"), {**once, "name": "Ours"}).url

    said = client.post(made_at, {"organisation": places.lead.pk})

    assert said.status_code == 200
    assert Partner.objects.filter(partnership__name="Ours").count() == 1


def test_an_area_spans_councils_is_renamed_and_closed(places, sign_in, once):
    councils = [AreaFactory(name=name) for name in ("Ardloch", "Marnoch")]
    client = sign_in(places.administrator)
    sent = {**once, "name": "North CJA", "kind": "community_justice", "jurisdiction": "scotland"}

    client.post(reverse("agencies:area_new"), {**sent, "parts": [area.pk for area in councils]})
    area = Area.objects.get(name="North CJA")
    client.post(reverse("agencies:area", kwargs={"area_id": area.pk}), {"name": "North Partnership", "version": 1})
    client.post(reverse("agencies:area_close", kwargs={"area_id": area.pk}), {**DAY, "version": 2})

    shown = sign_in(places.worker).get(reverse("agencies:areas")).content.decode()
    assert AreaPart.objects.filter(whole=area).count() == 2
    assert "North Partnership" in shown
    assert "Ardloch and Marnoch" in shown
    assert "closed on 1 December 2026" in shown


def test_an_area_s_name_is_one_of_its_kind(places, sign_in, once):
    AreaFactory(name="Ardloch")
    sent = {**once, "name": "ARDLOCH", "kind": "council", "jurisdiction": "scotland"}

    said = sign_in(places.administrator).post(reverse("agencies:area_new"), sent).content.decode()

    assert "There is already an area with this name." in said


@pytest.mark.parametrize("who", ["manager", "worker", "governance"])
def test_who_may_not_change_areas(places, sign_in, who):
    area = AreaFactory()

    client = sign_in(getattr(places, who))

    assert client.get(reverse("agencies:area", kwargs={"area_id": area.pk})).status_code == 403
    assert client.get(reverse("agencies:area_new")).status_code == 403


def test_the_administrator_of_an_organisation_that_leads_nothing_changes_no_area(places, sign_in):
    client = sign_in(UserFactory(organisation=places.partner, role="administrator"))

    assert client.get(reverse("agencies:area_new")).status_code == 403
