"""Who can see a person: the page, sharing with a team, and stopping."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import NOON, EveryoneFactory, GrantFactory, PersonFactory, StayFactory, staff_of, worker_for
from throughline.foundations import clock
from throughline.notices.models import Notice
from throughline.sharing.models import Grant, Restriction
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


def page(name, pk):
    return reverse(f"sharing:{name}", args=[pk])


def share_answers(other, **more):
    return {
        "submission": str(uuid4()),
        "team": str(other.team.pk),
        "tier": "2",
        "compartments": ["contact"],
        "grant_reason": "involved",
        "basis": "public_task",
        "reason": "They will find her a flat",
        **more,
    }


def held_by(writer, team):
    with writer():
        return list(Grant.objects.filter(team=team).order_by("made_at", "id"))


def test_the_page_names_every_organisation_that_sees_and_why_the_viewer_does(cast):
    organisation = cast.worker_user.organisation.name

    text = cast.worker.get(page("who", cast.person.pk)).content.decode()

    assert organisation in text
    assert "Why can I see this?" in text
    assert f"Your team Everyone, {organisation}" in text


def test_a_team_that_only_knows_of_someone_is_shown_its_own_line_and_who_leads_alone(cast):
    works = GrantFactory(person=cast.person, team=EveryoneFactory(), words="CANARY works")
    leads = GrantFactory(person=cast.person, team=EveryoneFactory(), tier=Tier.LEADS, words="CANARY leads")

    text = cast.knows_of.get(page("who", cast.person.pk)).content.decode()

    assert leads.team.organisation.name in text
    assert works.team.organisation.name not in text
    assert "CANARY works" not in text
    assert "CANARY leads" not in text


def test_a_stranger_finds_no_page_and_a_role_without_the_permission_is_refused(cast):
    assert cast.stranger.get(page("who", cast.person.pk)).status_code == 404
    assert cast.no_job.get(page("who", cast.person.pk)).status_code == 403


def test_restrictions_show_to_those_who_lead_and_to_nobody_else(cast, writer):
    barred = staff_of(EveryoneFactory())
    with writer():
        Restriction.objects.create(
            person=cast.person, kind="conflict", user=barred, words="CANARY cousins", starts_at=NOON, made_by="T"
        )

    lead, colleague = (each.get(page("who", cast.person.pk)).content.decode() for each in (cast.worker, cast.colleague))

    assert "CANARY cousins" in lead
    assert "CANARY cousins" not in colleague
    assert barred.name not in colleague


def test_what_has_ended_is_listed_below_with_why(cast):
    gone = EveryoneFactory()
    GrantFactory(person=cast.person, team=gone, ends_at=NOON - timedelta(days=3), ended_why="Case closed")

    text = cast.worker.get(page("who", cast.person.pk)).content.decode()

    assert "Case closed" in text
    assert text.index("Who could see before") < text.index(gone.organisation.name)


@pytest.mark.parametrize("grants", [2, 60])
def test_the_page_costs_the_same_however_many_can_see(cast, django_assert_max_num_queries, grants):
    StayFactory(person=cast.person)
    for _ in range(grants):
        GrantFactory(person=cast.person, team=EveryoneFactory())
    cast.worker.get("/")

    with django_assert_max_num_queries(25):
        response = cast.worker.get(page("who", cast.person.pk))

    assert response.status_code == 200


def test_a_lead_shares_with_a_partner_and_the_partner_is_told(cast, other, writer):
    response = cast.worker.post(page("share", cast.person.pk), share_answers(other))

    (held,) = held_by(writer, other.team)
    with writer():
        told = list(Notice.objects.filter(to_team_id=other.team.pk).values_list("kind", flat=True))
    assert response.status_code == 302
    assert (held.tier, held.compartments, held.agreement) == (2, ["contact"], other.agreement)
    assert told == ["sharing.granted"]


def test_the_same_press_twice_makes_one_grant(cast, other, writer):
    answers = share_answers(other)

    for _ in range(2):
        cast.worker.post(page("share", cast.person.pk), answers)

    assert len(held_by(writer, other.team)) == 1


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"tier": "3"}, "does not reach that far"),
        ({"compartments": ["sensitive"]}, "does not cover sensitive history"),
        ({"grant_reason": "consent"}, "Record a yes first"),
        ({"grant_reason": "statutory", "basis": "contract"}, "A duty in law rests on"),
        ({"reason": "why"}, "Say why, in a sentence"),
        ({"ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2020"}, "Choose an end after today"),
        ({"team": ""}, "Which team"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(cast, other, writer, answers, sentence):
    sent = share_answers(other) | answers

    response = cast.worker.post(page("share", cast.person.pk), sent)

    text = response.content.decode()
    assert response.status_code == 200
    assert sentence in text
    assert sent["reason"] in text
    assert held_by(writer, other.team) == []


def test_an_organisation_that_signed_nothing_is_not_shared_with(cast, other, writer):
    with writer():
        other.agreement.ends_on = clock.today() - timedelta(days=1)
        other.agreement.save()

    response = cast.worker.post(page("share", cast.person.pk), share_answers(other))

    assert "has signed no agreement with you" in response.content.decode()


def test_only_those_who_lead_share(cast, other):
    assert cast.colleague.get(page("share", cast.person.pk)).status_code == 403
    assert cast.stranger.get(page("share", cast.person.pk)).status_code == 404


def test_a_lead_stops_sharing_and_the_grant_ends_at_once(cast, other, writer, once):
    held = GrantFactory(person=cast.person, team=other.team)

    cast.worker.post(page("stop", held.pk), {**once, "reason": "The tenancy has ended"})

    (now,) = held_by(writer, other.team)
    assert now.ends_at is not None
    assert now.ended_why == "The tenancy has ended"


def test_the_last_team_that_leads_cannot_be_stopped(cast, sign_in, writer, once):
    person = PersonFactory()
    user = worker_for(person)
    with writer():
        held = Grant.objects.get(person=person)

    response = sign_in(user).post(page("stop", held.pk), {**once, "reason": "We no longer work with her"})

    assert "No other team leads this record" in response.content.decode()


def test_a_prison_that_holds_someone_keeps_its_sight(cast, other, once):
    held = GrantFactory(person=cast.person, team=other.team, reason="custody")

    response = cast.worker.post(page("stop", held.pk), {**once, "reason": "They should not see this"})

    assert "They hold this person in custody" in response.content.decode()


def test_a_team_that_does_not_lead_may_give_up_its_own_sight_only(cast, writer, sign_in, once):
    user = worker_for(cast.person, tier=Tier.WORKS_WITH)
    with writer():
        own = Grant.objects.get(team__organisation=user.organisation)
        lead = Grant.objects.get(team__organisation=cast.worker_user.organisation)

    theirs = sign_in(user).post(page("stop", lead.pk), {**once, "reason": "We would rather they did not"})
    mine = sign_in(user).post(page("stop", own.pk), {**once, "reason": "We no longer work with her"})

    assert (theirs.status_code, mine.status_code) == (403, 302)
    assert mine.headers["Location"] == "/"
