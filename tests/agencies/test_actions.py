"""What can happen to agencies: each happy path is on its page's tests; here each refusal, and two at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, connections
from django.db.utils import ProgrammingError

from tests.factories import (
    NOON,
    TODAY,
    AreaFactory,
    EveryoneFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnerFactory,
    PartnershipFactory,
    PrisonFactory,
    TeamFactory,
    UserFactory,
)
from throughline.agencies.actions import areas, keys, organisations, partnerships, staff, teams
from throughline.agencies.models import ApiKey, Membership, Organisation, Partner, Team, User
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry

BY = {"by": SYSTEM, "at": NOON}


def refused(words):
    return pytest.raises(Refused, match=words)


@pytest.mark.django_db
class TestRefusals:
    def test_an_area_that_would_end_before_it_began(self):
        area = AreaFactory(starts_on=TODAY)

        with refused("after the start"):
            areas.close_area(area, on=TODAY, version=1, **BY)

    def test_an_area_renamed_to_one_of_its_kind(self):
        AreaFactory(name="Marnoch")
        area = AreaFactory(name="Ardloch")

        with refused("already an area"):
            areas.rename_area(area, name="marnoch", version=1, **BY)

    def test_an_area_may_be_named_as_one_of_another_kind(self):
        AreaFactory(name="Glasgow", kind="council")

        assert areas.add_area(name="Glasgow", kind="community_justice", jurisdiction="scotland", **BY).pk

    def test_a_stale_change(self):
        organisation = OrganisationFactory()

        with pytest.raises(Stale):
            organisations.change_organisation(organisation, name="New", phone="", email="", version=9, **BY)

    def test_an_organisation_renamed_to_another_s_name(self):
        OrganisationFactory(name="Steps")

        with refused("already an organisation"):
            organisations.change_organisation(OrganisationFactory(), name="STEPS", phone="", email="", version=1, **BY)

    def test_a_prison_with_another_s_code(self):
        PrisonFactory(code="LMI")

        with refused("Another prison"):
            organisations.add_prison(OrganisationFactory(), code="LMI", opened_on=None, capacity=None, holds=[], **BY)

    def test_a_lead_that_is_no_partner(self):
        partnership = PartnershipFactory()

        with refused("Only an organisation that is in"):
            partnerships.change_partnership(
                partnership, name="P", values="", lead=OrganisationFactory(), version=1, **BY
            )

    def test_a_second_partnership_of_one_name(self):
        PartnershipFactory(name="Solway")

        with refused("already a partnership"):
            partnerships.form_partnership(name="solway", lead=OrganisationFactory(), starts_on=TODAY, **BY)

    def test_a_partner_that_leaves_before_it_came(self):
        partner = PartnerFactory(starts_on=TODAY)

        with refused("after the start"):
            partnerships.leave_partnership(partner, ends_on=TODAY, version=1, **BY)

    def test_a_second_team_of_everyone(self):
        with refused("team of everyone already"):
            teams.add_team(OrganisationFactory(), name="All", kind="everyone", **BY)

    def test_a_team_with_another_s_name(self):
        team = TeamFactory(name="Outreach")

        with refused("has a team with this name"):
            teams.add_team(team.organisation, name="outreach", **BY)

    def test_the_team_of_everyone_is_neither_joined_nor_closed(self):
        everyone = EveryoneFactory()

        with refused("without being added"):
            teams.join_team(everyone, user=UserFactory(), starts_on=TODAY, **BY)
        with refused("ends with the organisation"):
            teams.close_team(everyone, on=TODAY, version=1, **BY)

    def test_a_leaver_joins_no_team_and_nobody_joins_a_closed_one(self):
        gone = UserFactory(is_active=False, left_on=TODAY)

        with refused("has left"):
            teams.join_team(TeamFactory(), user=gone, starts_on=TODAY, **BY)
        with refused("has closed"):
            teams.join_team(TeamFactory(closed_on=TODAY), user=UserFactory(), starts_on=TODAY, **BY)

    def test_a_mover_who_has_left_or_works_there_already(self):
        gone, here = UserFactory(is_active=False, left_on=TODAY), UserFactory()

        with refused("account is closed"):
            staff.move_staff(gone, organisation=OrganisationFactory(), role="manager", on=TODAY, version=1, **BY)
        with refused("already"):
            staff.move_staff(here, organisation=here.organisation, role="manager", on=TODAY, version=1, **BY)

    def test_a_key_without_a_scope(self):
        maker = UserFactory()

        with refused("at least one thing"):
            keys.make_key(
                maker.organisation, name="K", scopes=[], expires_at=NOON + timedelta(days=1), made_by=maker, **BY
            )


@pytest.mark.django_db
def test_leaving_a_team_before_joining_it_is_one_day_of_nothing():
    membership = MembershipFactory(starts_on=TODAY)

    left = teams.leave_team(membership, ends_on=date(2020, 1, 1), **BY)

    assert left.ends_on == TODAY
    assert teams.leave_team(membership, ends_on=date(2030, 1, 1), **BY).ends_on == TODAY


@pytest.mark.django_db
def test_a_hall_once_named_stays():
    prison = PrisonFactory()

    organisations.change_prison(prison, opened_on=None, capacity=1, holds=[], halls=["A", "B"], version=1, **BY)
    organisations.change_prison(prison, opened_on=None, capacity=1, holds=[], halls=["B", "C"], version=2, **BY)

    halls = prison.__class__.objects.get(pk=prison.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM agencies_hall WHERE prison_id = %s ORDER BY name", [halls.pk])
        assert [name for (name,) in cursor.fetchall()] == ["A", "B", "C"]


@pytest.mark.django_db
def test_every_change_is_in_the_journal_and_about_no_person(writer):
    organisation = organisations.add_organisation(name="Steps", kind="peer_scheme", jurisdiction="scotland", **BY)
    team = teams.add_team(organisation, name="Outreach", **BY)
    user = staff.welcome(email="a@example.invalid", name="A", organisation=organisation, role="manager", on=TODAY, **BY)
    teams.join_team(team, user=user, starts_on=TODAY, **BY)

    with writer():
        noted = list(JournalEntry.objects.order_by("seq").values_list("what", "person_id"))
    assert noted == [
        ("agencies.organisation_added", None),
        ("agencies.team_added", None),
        ("agencies.staff_joined", None),
        ("agencies.team_joined", None),
    ]


@pytest.mark.django_db
def test_a_page_may_write_none_of_it():
    user = UserFactory()

    with pytest.raises(ProgrammingError, match="permission denied"):
        User.objects.filter(pk=user.pk).update(role="administrator")


def both_at_once(act):
    """Do something twice at the same instant; return how many were refused."""

    def one(_number):
        try:
            act()
        except Refused:
            return 1
        finally:
            connections.close_all()
        return 0

    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(one, range(2)))


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_one_organisation_of_a_name(self):
        refusals = both_at_once(
            lambda: organisations.add_organisation(name="Steps", kind="nhs", jurisdiction="scotland", **BY)
        )

        assert (refusals, Organisation.objects.filter(name="Steps").count()) == (1, 1)

    def test_one_account_of_an_email(self):
        employer = OrganisationFactory()

        refusals = both_at_once(
            lambda: staff.welcome(
                email="a@example.invalid", name="A", organisation=employer, role="manager", on=TODAY, **BY
            )
        )

        assert (refusals, User.objects.filter(email="a@example.invalid").count()) == (1, 1)

    def test_one_team_of_a_name(self):
        host = OrganisationFactory()

        refusals = both_at_once(lambda: teams.add_team(host, name="Outreach", **BY))

        assert (refusals, Team.objects.filter(organisation=host).count()) == (1, 1)

    def test_one_time_in_a_team_and_in_a_partnership(self):
        team, user, partnership, partner = TeamFactory(), UserFactory(), PartnershipFactory(), OrganisationFactory()

        both_at_once(lambda: teams.join_team(team, user=user, starts_on=TODAY, **BY))
        both_at_once(lambda: partnerships.join_partnership(partnership, organisation=partner, starts_on=TODAY, **BY))

        assert Membership.objects.filter(team=team).count() == 1
        assert Partner.objects.filter(organisation=partner).count() == 1

    def test_two_changes_of_one_account(self):
        user = UserFactory()
        facts = {"name": "B", "phone": "", "work_base": None, "version": 1}

        refusals = both_at_once(lambda: staff.change_staff(user, role="manager", **facts, **BY))

        assert (refusals, User.objects.get(pk=user.pk).version) == (1, 2)

    def test_a_key_ended_twice_ended_once(self):
        maker = UserFactory()
        key, _ = keys.make_key(
            maker.organisation,
            name="K",
            scopes=["see_people"],
            expires_at=NOON + timedelta(days=1),
            made_by=maker,
            **BY,
        )

        both_at_once(lambda: keys.revoke_key(key, **BY))

        assert ApiKey.objects.get(pk=key.pk).version == 2
