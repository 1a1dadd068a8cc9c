"""The silent are asked again, then those who lead are told."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOON,
    EveryoneFactory,
    GrantFactory,
    MembershipFactory,
    PersonFactory,
    TeamFactory,
    UserFactory,
    acting,
    staff_of,
)
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.journeys.chase_notices import chase_notice, chase_silent
from throughline.notices import actions as notices
from throughline.notices.models import Notice, Way
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def told(team, *, person=None, at=NOON):
    person = person or PersonFactory()
    (notice,) = notices.tell_teams(
        [team.pk],
        kind="custody.release_date_moved",
        subject="A date moved: Confirmed release date",
        body="B",
        person_id=person.pk,
        at=at,
        needs_acknowledging=True,
    )
    return notice


def emails():
    return list(Notice.objects.filter(way=Way.EMAIL).order_by("address"))


def test_a_chase_writes_to_each_active_member_and_names_nobody():
    team, person = TeamFactory(), PersonFactory()
    users = [staff_of(team) for _ in range(2)]
    staff_of(team, is_active=False, left_on=NOON.date())
    MembershipFactory(team=team, user=UserFactory(), ends_on=NOON.date())
    UserFactory(organisation=team.organisation)

    chase_notice(told(team, person=person), by=SYSTEM, at=NOON)

    written = emails()
    assert {row.to_user_id for row in written} == {user.pk for user in users}
    assert not any(person.shown_name in row.subject + row.body for row in written)
    assert all(row.person_id is None for row in written)


def test_everyone_in_an_organisation_is_written_to_where_their_job_includes_notices():
    team = EveryoneFactory()
    worker = staff_of(team)
    staff_of(team, role="no such role")

    chase_notice(told(team), by=SYSTEM, at=NOON)

    assert [row.to_user_id for row in emails()] == [worker.pk]


def test_a_chase_is_noted_in_the_story():
    team = EveryoneFactory(organisation__name="Fife Council")
    lead = staff_of(EveryoneFactory())

    chase_notice(told(team), by=acting(lead), at=NOON)

    entry = JournalEntry.objects.get(what="notices.chased")
    assert (entry.facts["who"], entry.facts["times"]) == ("Fife Council", 1)


def test_a_notice_to_one_member_of_staff_is_not_chased():
    user = UserFactory()
    notice = Notice.objects.create(
        way=Way.INBOX, kind="test", to_user_id=user.pk, subject="S", body="B", needs_acknowledging=True, queued_at=NOON
    )

    with pytest.raises(Refused, match="Ring them"):
        chase_notice(notice, by=SYSTEM, at=NOON)


def test_the_silent_are_asked_again_twice_and_then_those_who_lead_are_told():
    person = PersonFactory()
    silent, lead = EveryoneFactory(organisation__name="Fife Council"), TeamFactory()
    staff_of(silent)
    GrantFactory(person=person, team=silent)
    GrantFactory(person=person, team=lead, tier=Tier.LEADS)
    told(silent, person=person)

    runs = [chase_silent(at=NOON + days * DAY) for days in range(10)]

    assert [(day, run.asked, run.told) for day, run in enumerate(runs) if run.asked or run.told] == [
        (1, 1, 0),
        (3, 1, 0),
        (7, 0, 1),
    ]
    notice = Notice.objects.get(kind="notices.silent")
    assert (notice.to_team_id, notice.person_id) == (lead.pk, person.pk)
    assert "Fife Council" in notice.body
    assert len(emails()) == 2


def test_what_was_seen_is_not_chased():
    notice = told(EveryoneFactory())
    notices.acknowledge(notice, by=SYSTEM, at=NOON)

    run = chase_silent(at=NOON + DAY)

    assert (run.asked, run.told) == (0, 0)


def test_much_that_waits_for_one_team_is_one_email_to_each_member():
    team = EveryoneFactory()
    staff_of(team)
    for _ in range(3):
        told(team)

    run = chase_silent(at=NOON + DAY)

    (email,) = emails()
    assert run.asked == 3
    assert "3 notices about people your team works with wait" in email.body


def test_what_is_older_than_four_weeks_is_not_chased_by_itself():
    told(EveryoneFactory(), at=NOON - 40 * DAY)

    assert chase_silent(at=NOON).asked == 0


def test_running_twice_in_one_morning_asks_once():
    team = EveryoneFactory()
    staff_of(team)
    told(team)

    runs = [chase_silent(at=NOON + DAY).asked for _ in range(2)]

    assert (runs, len(emails())) == ([1, 0], 1)


@pytest.mark.parametrize("many", [2, 20])
def test_chasing_costs_the_same_for_many(django_assert_max_num_queries, many):
    for _ in range(many):
        told(EveryoneFactory())

    with django_assert_max_num_queries(14):
        chase_silent(at=NOON + DAY)
