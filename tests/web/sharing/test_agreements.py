"""Agreements: made by the lead organisation, signed, and left."""

import pytest
from django.urls import reverse

from tests.factories import (
    AgreementFactory,
    EveryoneFactory,
    GrantFactory,
    PartnerFactory,
    PartnershipFactory,
    PartyFactory,
    PersonFactory,
    staff_of,
)
from throughline.foundations.models import JournalEntry
from throughline.sharing.models import Agreement, Grant, Party

pytestmark = pytest.mark.django_db

LIST = reverse("sharing:agreements")
NEW = reverse("sharing:new_agreement")


def page(name, pk):
    return reverse(f"sharing:{name}", args=[pk])


def kept(writer, model=Agreement, **facts):
    with writer():
        return list(model.objects.filter(**facts))


@pytest.fixture
def partnership():
    lead = EveryoneFactory().organisation
    made = PartnershipFactory(lead=lead)
    PartnerFactory(partnership=made, organisation=lead)
    return made


@pytest.fixture
def partner(partnership):
    return PartnerFactory(partnership=partnership, organisation=EveryoneFactory().organisation).organisation


def governing(organisation, sign_in, role="information_governance"):
    return sign_in(
        staff_of(EveryoneFactory(organisation=organisation, name=f"{role} team", kind="casework"), role=role)
    )


@pytest.fixture
def keeper(partnership, sign_in):
    return governing(partnership.lead, sign_in)


def facts(partnership, **more):
    return {
        "partnership": str(partnership.pk), "title": "Throughcare protocol", "purpose": "Support across the gate",
        "basis": "public_task", "starts_on_day": "1", "starts_on_month": "1", "starts_on_year": "2026",
        "review_on_day": "1", "review_on_month": "1", "review_on_year": "2027", **more,
    }  # fmt: skip


def signature(organisation, **more):
    return {
        "organisation": str(organisation.pk), "tier": "2", "compartments": ["contact"], "signed_by": "A. Chief",
        "signed_on_day": "2", "signed_on_month": "1", "signed_on_year": "2026", **more,
    }  # fmt: skip


def test_the_lead_organisation_keeps_an_agreement_and_every_partner_reads_it(
    partnership, partner, keeper, sign_in, writer
):
    response = keeper.post(NEW, facts(partnership))

    (made,) = kept(writer)
    reader = sign_in(staff_of(EveryoneFactory(organisation=partner, name="t", kind="casework")))
    assert response.headers["Location"] == page("agreement", made.pk)
    assert "Throughcare protocol" in reader.get(LIST).content.decode()
    assert "Support across the gate" in reader.get(page("agreement", made.pk)).content.decode()


def test_another_partnership_knows_nothing_of_it(partnership, keeper, sign_in, writer):
    keeper.post(NEW, facts(partnership))
    elsewhere = PartnerFactory(organisation=EveryoneFactory().organisation).organisation
    client = governing(elsewhere, sign_in)

    assert "Throughcare protocol" not in client.get(LIST).content.decode()
    assert client.get(page("agreement", kept(writer)[0].pk)).status_code == 404


def test_a_partner_that_does_not_lead_makes_and_signs_nothing(partnership, partner, sign_in, writer):
    made = AgreementFactory(partnership=partnership)
    client = governing(partner, sign_in)

    assert client.get(NEW).status_code == 403
    assert client.get(page("sign", made.pk)).status_code == 403


def test_a_job_without_the_permission_reads_but_does_not_manage(partnership, sign_in):
    made = AgreementFactory(partnership=partnership)
    client = governing(partnership.lead, sign_in, role="case_worker")

    assert client.get(page("agreement", made.pk)).status_code == 200
    assert client.get(NEW).status_code == 403
    assert client.get(page("sign", made.pk)).status_code == 403


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"review_on_year": "2025"}, "Choose a review day after the day it starts"),
        ({"title": ""}, "Enter the title"),
        ({"starts_on_month": "13"}, "must be a real date"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(partnership, keeper, writer, answers, sentence):
    text = keeper.post(NEW, facts(partnership) | answers).content.decode()

    assert sentence in text
    assert "Support across the gate" in text
    assert kept(writer) == []


def test_one_title_is_one_agreement(partnership, keeper, writer):
    for _ in range(2):
        response = keeper.post(NEW, facts(partnership))

    assert "has an agreement with this title" in response.content.decode()
    assert len(kept(writer)) == 1


def test_a_partner_signs_and_the_page_says_how_far(partnership, partner, keeper, writer):
    made = AgreementFactory(partnership=partnership)

    keeper.post(page("sign", made.pk), signature(partner))
    again = keeper.post(page("sign", made.pk), signature(partner))

    text = keeper.get(page("agreement", made.pk)).content.decode()
    assert partner.name in text
    assert "And contact details" in text
    assert "has signed this agreement already" in again.content.decode()


def test_an_organisation_outside_the_partnership_cannot_be_signed_for(partnership, keeper, writer):
    made = AgreementFactory(partnership=partnership)

    keeper.post(page("sign", made.pk), signature(EveryoneFactory().organisation))

    assert kept(writer, Party) == []


def test_a_signature_is_not_dated_in_the_future(partnership, partner, keeper, writer):
    made = AgreementFactory(partnership=partnership)

    response = keeper.post(page("sign", made.pk), signature(partner, signed_on_year="2099"))

    assert "The day they signed is in the future" in response.content.decode()


@pytest.mark.parametrize("who", ["lead", "own"])
def test_ending_a_part_ends_every_grant_under_it_now(partnership, partner, keeper, sign_in, writer, who):
    made = AgreementFactory(partnership=partnership)
    party = PartyFactory(agreement=made, organisation=partner)
    team = EveryoneFactory(organisation=partner, name="u", kind="casework")
    under = [GrantFactory(person=PersonFactory(), team=team, agreement=made) for _ in range(3)]
    besides = GrantFactory(person=under[0].person, team=team, reason="statutory")
    client = keeper if who == "lead" else governing(partner, sign_in)

    client.post(page("end_party", party.pk), {"version": "1", "reason": "They left the partnership"})

    (now,) = kept(writer, Party)
    assert now.ended_on is not None
    assert all(held.ends_at for held in kept(writer, Grant, agreement=made))
    assert kept(writer, Grant, pk=besides.pk)[0].ends_at is None
    assert len(kept(writer, JournalEntry, what="sharing.ended")) == 3


def test_a_stale_end_is_refused_and_ends_nothing(partnership, partner, keeper, writer):
    party = PartyFactory(agreement=AgreementFactory(partnership=partnership), organisation=partner)

    response = keeper.post(page("end_party", party.pk), {"version": "4", "reason": "They left the partnership"})

    assert "Someone else changed this" in response.content.decode()
    assert kept(writer, Party)[0].ended_on is None


def test_another_partner_cannot_end_it(partnership, partner, sign_in):
    party = PartyFactory(agreement=AgreementFactory(partnership=partnership), organisation=partner)
    third = PartnerFactory(partnership=partnership, organisation=EveryoneFactory().organisation).organisation

    assert governing(third, sign_in).get(page("end_party", party.pk)).status_code == 403


def test_an_empty_list_says_so(sign_in):
    assert "No agreement yet" in governing(EveryoneFactory().organisation, sign_in).get(LIST).content.decode()
