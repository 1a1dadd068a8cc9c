"""Staff come, move, go and come back, each told as a story."""

import pytest

from tests.factories import NOON, EveryoneFactory, MembershipFactory, TeamFactory, UserFactory
from throughline.access import entering
from throughline.agencies.models import Membership, User
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.journeys.move_staff import move_staff
from throughline.journeys.part_with_staff import part_with_staff
from throughline.journeys.welcome_staff import Joiner, welcome_staff, welcome_staff_back
from throughline.notices.models import Notice

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}


def link_for(user):
    return f"https://example.invalid/{user.pk}"


def told(writer, **to):
    with writer():
        return list(Notice.objects.filter(**to).order_by("queued_at", "id"))


def test_a_joiner_comes_moves_goes_and_comes_back(writer):
    steps, kindling = EveryoneFactory(organisation__name="Steps"), EveryoneFactory(organisation__name="Kindling")
    team = TeamFactory(organisation=steps.organisation, name="Outreach")
    joiner = Joiner(
        email="Bel@Example.invalid", name="Bel", organisation=steps.organisation, role="health_worker", teams=[team]
    )

    bel = welcome_staff(joiner, link_for=link_for, **BY)
    sees_at_first = entering.staff(bel, at=NOON).team_ids
    bel = move_staff(bel, organisation=kindling.organisation, role="case_worker", version=1, **BY)
    sees_then = entering.staff(bel, at=NOON).team_ids
    bel = part_with_staff(bel, version=2, **BY)
    bel = welcome_staff_back(bel, version=3, link_for=link_for, **BY)

    assert sees_at_first == {steps.pk, team.pk}
    assert sees_then == {kindling.pk}
    assert (bel.email, bel.is_active, bel.has_usable_password()) == ("bel@example.invalid", True, False)
    assert len(told(writer, to_user_id=bel.pk, way="email")) == 2
    assert [notice.subject for notice in told(writer, to_team_id=team.pk)] == ["Bel has left Outreach"]
    with writer():
        assert list(JournalEntry.objects.order_by("seq").values_list("what", flat=True)) == [
            "agencies.staff_joined",
            "agencies.team_joined",
            "agencies.staff_moved",
            "agencies.staff_left",
            "agencies.staff_returned",
        ]


def test_an_email_to_a_joiner_names_the_employer_and_the_link_only(writer):
    employer = EveryoneFactory(organisation__name="Steps").organisation

    bel = welcome_staff(
        Joiner(email="b@example.invalid", name="Bel", organisation=employer, role="manager"), link_for=link_for, **BY
    )

    (email,) = told(writer, to_user_id=bel.pk)
    assert "Steps" in email.body
    assert link_for(bel) in email.body
    assert email.person_id is None


def test_a_joiner_who_is_refused_leaves_nothing_behind(writer):
    user = UserFactory(email="taken@example.invalid")
    joiner = Joiner(email="taken@example.invalid", name="B", organisation=user.organisation, role="manager")

    with pytest.raises(Refused):
        welcome_staff(joiner, link_for=link_for, **BY)

    assert User.objects.filter(email="taken@example.invalid").count() == 1
    assert told(writer) == []


@pytest.mark.parametrize("act", [part_with_staff, move_staff])
def test_a_stale_change_leaves_the_teams_as_they_were(act, writer):
    membership = MembershipFactory()
    more = {"organisation": EveryoneFactory().organisation, "role": "manager"} if act is move_staff else {}

    with pytest.raises(Stale):
        act(membership.user, version=9, **more, **BY)

    assert Membership.objects.get(pk=membership.pk).ends_on is None
    assert told(writer) == []
