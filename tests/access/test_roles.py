"""What each role may do, and who may manage whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import EveryoneFactory, PartnerFactory, PartnershipFactory, UserFactory, acting
from throughline.access import managing, roles
from throughline.access.permissions import POWERS, WORDS, Do
from throughline.agencies.models import Organisation, Partnership, Team, User
from throughline.foundations.errors import NotAllowed, NotFound

NAMED = {
    "throughcare_officer", "throughcare_manager", "personal_officer", "case_manager", "offender_outcomes_manager",
    "case_worker", "service_coordinator", "peer_mentor", "offender_supervisor", "iom_prison_officer", "housing_officer",
    "health_worker", "release_coordinator", "practitioner", "manager", "commissioner", "evaluator",
    "information_governance", "administrator",
}  # fmt: skip
ROLES = st.sampled_from(sorted(roles.roles()))


def test_every_role_the_pathway_needs_is_there():
    assert set(roles.roles()) == NAMED


def test_every_permission_is_said_in_words_and_given_to_someone():
    given_to_someone = frozenset[Do]().union(*(role.may for role in roles.roles().values()))

    assert set(WORDS) == set(Do) == given_to_someone


def test_an_unknown_role_may_do_nothing():
    assert roles.permissions("emperor") == frozenset()
    assert roles.label("emperor") == "No role"


@pytest.mark.parametrize("role", ["commissioner", "evaluator", "administrator"])
def test_those_who_work_with_nobody_see_nobody(role):
    assert Do.SEE_PEOPLE not in roles.permissions(role)


@given(giver=ROLES, given_role=ROLES)
def test_nobody_gives_a_power_they_lack_unless_they_manage_partners(giver, given_role):
    may = roles.permissions(giver)

    if managing.may_give(may, given_role):
        assert Do.MANAGE_STAFF in may
        assert roles.permissions(given_role) & POWERS <= may or Do.MANAGE_PARTNERS in may


@given(given_role=ROLES)
def test_those_who_manage_no_staff_give_no_role(given_role):
    assert not managing.may_give(roles.permissions("case_worker"), given_role)


@pytest.fixture
def pair():
    lead, partner = EveryoneFactory().organisation, EveryoneFactory().organisation
    partnership = PartnershipFactory(lead=lead)
    for organisation in (lead, partner):
        PartnerFactory(partnership=partnership, organisation=organisation)
    return lead, partner


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "where", "own", "other"),
    [
        ("administrator", "lead", True, True),
        ("information_governance", "lead", True, True),
        ("manager", "lead", True, False),
        ("administrator", "partner", True, False),
        ("manager", "partner", True, False),
        ("case_worker", "partner", False, False),
    ],
)
def test_who_manages_the_staff_of_which_organisation(pair, role, where, own, other):
    mine, theirs = pair if where == "lead" else pair[::-1]
    actor = acting(UserFactory(organisation=mine, role=role))

    assert managing.manages(actor, mine.pk, to=Do.MANAGE_STAFF) is own
    assert managing.manages(actor, theirs.pk, to=Do.MANAGE_STAFF) is other


@pytest.mark.django_db
def test_a_partner_that_left_is_managed_by_the_lead_no_more(pair, writer):
    lead, partner = pair
    with writer():
        type(PartnerFactory()).objects.filter(organisation=partner).update(ends_on="2026-03-01")
    actor = acting(UserFactory(organisation=lead, role="administrator"))

    assert not managing.manages(actor, partner.pk, to=Do.MANAGE_STAFF)


@pytest.mark.django_db
def test_what_may_be_seen_but_not_managed_is_refused_and_what_may_not_be_seen_is_not_there(pair):
    lead, partner = pair
    actor = acting(UserFactory(organisation=partner, role="manager"))
    stranger = UserFactory()

    with pytest.raises(NotAllowed):
        managing.manage(Organisation, lead.pk, by=actor, to=Do.MANAGE_STAFF)
    with pytest.raises(NotFound):
        managing.manage(User, stranger.pk, by=actor, to=Do.MANAGE_STAFF)


@pytest.mark.django_db
def test_a_partnership_is_managed_by_its_lead_alone(pair):
    lead, partner = pair
    leader = acting(UserFactory(organisation=lead, role="administrator"))
    led = set(managing.manageable(Partnership, by=leader, to=Do.MANAGE_AGENCIES))
    follower = acting(UserFactory(organisation=partner, role="administrator"))

    assert len(led) == 1
    assert not managing.manageable(Partnership, by=follower, to=Do.MANAGE_AGENCIES).exists()
    assert managing.manageable(Team, by=follower, to=Do.MANAGE_STAFF).count() == 1
