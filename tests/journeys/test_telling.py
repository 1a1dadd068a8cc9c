"""Whom a change concerns: each agency once, and what all in it may see."""

import pytest

from tests.factories import NOON, EveryoneFactory, GrantFactory, PersonFactory, TeamFactory
from throughline.journeys.telling import concerned_with, teams_concerned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def names_of(person):
    return [each.name for each in concerned_with([person.pk], at=NOON).get(person.pk, ())]


def test_where_everyone_works_with_someone_the_smaller_teams_are_not_told_apart():
    person, everyone = PersonFactory(), EveryoneFactory(organisation__name="Steps")
    GrantFactory(person=person, team=everyone)
    GrantFactory(person=person, team=TeamFactory(organisation=everyone.organisation))

    assert names_of(person) == ["Steps"]


def test_two_teams_of_one_organisation_are_both_told_where_not_everyone_works_with_someone():
    person = PersonFactory()
    teams = [GrantFactory(person=person, team=TeamFactory(organisation__name="Steps", name="North")).team]
    teams += [GrantFactory(person=person, team=TeamFactory(organisation=teams[0].organisation, name="South")).team]

    assert sorted(names_of(person)) == ["North, Steps", "South, Steps"]
    assert set(teams_concerned(person.pk, at=NOON)) == {team.pk for team in teams}


def test_what_is_open_is_what_any_grant_of_the_team_opens():
    person, team = PersonFactory(), TeamFactory()
    GrantFactory(person=person, team=team, compartments=["needs"])
    GrantFactory(person=person, team=team, compartments=["family"], reason="statutory")

    (each,) = concerned_with([person.pk], at=NOON)[person.pk]

    assert [each.opens(part) for part in ("", "needs", "family", "sensitive")] == [True, True, True, False]


def test_what_only_a_smaller_team_may_see_is_not_told_to_everyone():
    person, everyone = PersonFactory(), EveryoneFactory()
    GrantFactory(person=person, team=everyone)
    small = TeamFactory(organisation=everyone.organisation)
    GrantFactory(person=person, team=small, compartments=["sensitive"], tier=3)

    (each,) = concerned_with([person.pk], at=NOON)[person.pk]

    assert (each.team, each.opens("sensitive"), each.leads) == (everyone, False, True)


@pytest.mark.parametrize("many", [2, 12])
def test_asking_for_many_people_costs_one_question(django_assert_num_queries, many):
    people = [GrantFactory().person for _ in range(many)]

    with django_assert_num_queries(1):
        found = concerned_with([person.pk for person in people], at=NOON)
        names = [each.name for teams in found.values() for each in teams]

    assert len(names) == many
