"""Teams with members from several employers."""

import pytest
from django.urls import reverse

from tests.factories import EveryoneFactory, MembershipFactory, TeamFactory, UserFactory
from throughline.agencies.models import Membership, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(places) -> Team:
    return TeamFactory(organisation=places.partner, name="Through the gate", posts=3)


def at(team, name="team"):
    return reverse(f"agencies:{name}", kwargs={"team_id": team.pk})


def test_a_team_is_staffed_by_several_employers(places, team, sign_in, once):
    officer = UserFactory(
        organisation=places.lead, role="throughcare_officer", work_base=places.partner, name="Callum Doull"
    )
    client = sign_in(places.manager)
    for user in (officer, places.worker):
        MembershipFactory(team=team, user=user)

    said = client.get(at(team)).content.decode()

    assert "2 of 3 posts filled." in said
    assert "Callum Doull" in said
    assert "Kindling" in said
    assert "based at Steps" in said


def test_someone_is_put_in_once_by_their_email(places, team, sign_in, once):
    client = sign_in(places.manager)

    for _ in range(2):
        client.post(at(team), {**once, "email": places.administrator.email.upper()})

    assert [row.user for row in Membership.objects.filter(team=team)] == [places.administrator]


@pytest.mark.parametrize("email", ["stranger", "nobody@example.invalid"])
def test_someone_who_cannot_be_seen_cannot_be_put_in(places, team, sign_in, once, email):
    email = places.stranger.email if email == "stranger" else email

    said = sign_in(places.manager).post(at(team), {**once, "email": email}).content.decode()

    assert "Nobody with this email works for" in said
    assert not Membership.objects.filter(team=team).exists()


def test_taking_someone_out_keeps_that_they_were_in(places, team, sign_in, once):
    membership = MembershipFactory(team=team, user=places.worker)

    sign_in(places.manager).post(reverse("agencies:team_leave", kwargs={"membership_id": membership.pk}), once)

    assert Membership.objects.get(pk=membership.pk).ends_on is not None


@pytest.mark.parametrize(("who", "answer"), [("worker", 403), ("stranger", 404), ("mentor", 403)])
@pytest.mark.parametrize("page", ["team_change", "team_close"])
def test_who_may_not_change_a_team(places, team, sign_in, who, answer, page):
    assert sign_in(getattr(places, who)).get(at(team, page)).status_code == answer


def test_a_worker_cannot_put_someone_in(places, team, sign_in, once):
    said = sign_in(places.worker).post(at(team), {**once, "email": places.worker.email})

    assert "Put someone in the team" not in said.content.decode()
    assert not Membership.objects.filter(team=team).exists()


def test_a_team_is_started_changed_and_closed_when_empty(places, sign_in, once):
    client = sign_in(places.manager)
    start = reverse("agencies:team_new", kwargs={"organisation_id": places.partner.pk})

    client.post(start, {**once, "name": "Outreach", "kind": "casework", "posts": "2"})
    team = Team.objects.get(name="Outreach")
    client.post(at(team, "team_change"), {"name": "Out and about", "phone": "01632 960 2", "version": 1})
    client.post(at(team, "team_close"), {"version": 2})

    closed = Team.objects.get(pk=team.pk)
    assert (closed.name, closed.phone, closed.posts, closed.closed_on is None) == (
        "Out and about",
        "01632 960 2",
        None,
        False,
    )


def test_a_team_may_be_a_department_of_a_prison_only(places, team, sign_in):
    said = sign_in(places.manager).post(at(team, "team_change"), {"name": "x", "department": "housing", "version": 1})

    assert "Only a prison&#x27;s teams are departments." in said.content.decode()
    assert Team.objects.get(pk=team.pk).department == ""


def test_a_team_with_people_in_it_is_not_closed(places, team, sign_in):
    MembershipFactory(team=team, user=places.worker)

    said = sign_in(places.manager).post(at(team, "team_close"), {"version": 1}).content.decode()

    assert "People are in this team still." in said
    assert Team.objects.get(pk=team.pk).closed_on is None


def test_the_team_of_everyone_takes_nobody(places, sign_in, once):
    everyone = Team.objects.get(organisation=places.partner, kind="everyone")
    client = sign_in(places.manager)

    said = client.post(at(everyone), {**once, "email": places.worker.email}).content.decode()

    assert "is in this team without being added" in said
    assert not Membership.objects.exists()


def test_a_stranger_s_team_does_not_exist(places, sign_in):
    team = EveryoneFactory()

    assert sign_in(places.worker).get(at(team)).status_code == 404


@pytest.mark.parametrize("members", [2, 60])
def test_a_team_asks_as_much_whatever_its_size(places, team, sign_in, members, django_assert_max_num_queries):
    for user in UserFactory.create_batch(members, organisation=places.lead, work_base=places.partner):
        MembershipFactory(team=team, user=user)
    client = sign_in(places.manager)
    client.get(at(team))

    with django_assert_max_num_queries(14):
        client.get(at(team))
