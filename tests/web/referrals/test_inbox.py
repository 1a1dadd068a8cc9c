"""What waits for a team, what it answered, what it sent; and the same on today's page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOON, TODAY, GrantFactory, PersonFactory, StayFactory, TeamFactory, acting, staff_of
from tests.factories.journey import ReferralFactory, ServiceFactory
from throughline.foundations.models import ReadEntry
from throughline.sharing.statuses import Tier
from throughline.web.today.desk import Desk
from throughline.web.today.referral_section import referrals_to_decide

pytestmark = pytest.mark.django_db
INBOX = reverse("referrals:inbox")
QUERIES = 12 + 2
"""The budget of a list, and a test's own savepoints."""


def asked(two, **facts):
    row = ReferralFactory(**{"service": two.service, "pathways": ["work"], **facts})
    GrantFactory(person=row.person, team=two.answering, tier=Tier.KNOWS_OF, reason="referral")
    return row


def test_what_waits_is_listed_the_first_due_first_with_the_working_days_left(two):
    asked(two, person=PersonFactory(shown_name="Later One"), due_on=TODAY + timedelta(days=7))
    asked(two, person=PersonFactory(shown_name="Late One"), due_on=TODAY - timedelta(days=3))

    text = two.decider.get(INBOX).content.decode()

    assert text.index("Late One") < text.index("Later One")
    assert "Late by 1 working day" in text
    assert "5 working days left" in text
    assert "Work, training and learning" in text


def test_where_they_are_is_shown_only_to_those_who_work_with_them(two):
    row = asked(two)
    StayFactory(person=row.person, hall="CANARYhall")
    before = two.decider.get(INBOX).content.decode()

    GrantFactory(person=row.person, team=two.answering, tier=Tier.WORKS_WITH)

    assert "CANARYhall" not in before
    assert "If you accept" in before
    assert "CANARYhall" in two.decider.get(INBOX).content.decode()


def test_a_restricted_part_of_life_is_on_no_list(two):
    asked(two, pathways=["sex_work", "work"])

    assert "prostitution" not in two.decider.get(INBOX).content.decode()


@pytest.mark.parametrize(
    ("tab", "facts", "words"),
    [
        (
            "decided",
            {"state": "accepted", "support": "brief", "decided_on": TODAY, "decided_at": NOON},
            "brief intervention",
        ),
        (
            "decided",
            {"state": "declined", "decline_reason": "no_room", "decided_on": TODAY, "decided_at": NOON},
            "we have no room",
        ),
        ("withdrawn", {"state": "withdrawn", "withdraw_reason": "moved", "withdrawn_on": TODAY}, "moved away"),
    ],
)
def test_what_is_over_has_a_list_of_its_own(two, tab, facts, words):
    row = asked(two, person=PersonFactory(shown_name="Ewan Quigley"), **facts)

    assert "Ewan Quigley" not in two.decider.get(INBOX).content.decode()
    text = two.decider.get(INBOX, {"list": tab}).content.decode()
    assert "Ewan Quigley" in text
    assert words in text
    assert reverse("referrals:referral", args=[row.pk]) in text


def test_what_was_sent_and_what_is_only_begun_is_the_senders_own(two, sent):
    ReferralFactory(
        person=two.person, service=ServiceFactory(name="Quayside"), state="draft", received_on=None, due_on=None,
        from_team=two.sending,
    )  # fmt: skip

    mine = two.sender.get(INBOX, {"list": "sent"}).content.decode()
    theirs = two.decider.get(INBOX, {"list": "sent"}).content.decode()

    assert "Quayside" in mine
    assert "Finish it" in mine
    assert "Northgate Homes" in mine
    assert "Yusuf Hadden" not in theirs


def test_one_service_of_several_can_be_chosen(two):
    other = ServiceFactory(team=two.answering, name="Northgate Duty")
    asked(two, person=PersonFactory(shown_name="For Homes"))
    asked(two, person=PersonFactory(shown_name="For Duty"), service=other)

    text = two.decider.get(INBOX, {"service": str(other.pk)}).content.decode()

    assert "For Duty" in text
    assert "For Homes" not in text


@pytest.mark.parametrize("wrong", ["nonsense", "~", "2026-03-02~not-an-id", "x" * 300, "🏠~🏠"])
def test_a_link_that_names_no_place_shows_the_list_from_the_start(two, wrong):
    asked(two, person=PersonFactory(shown_name="Ewan Quigley"))

    for tab in ("waiting", "decided", "sent", "nonsense"):
        assert two.decider.get(INBOX, {"list": tab, "after": wrong, "service": wrong}).status_code == 200


@pytest.mark.parametrize("tab", ["waiting", "decided", "sent"])
def test_a_long_list_goes_on_and_shows_everyone_once(two, tab):
    for number in range(30):
        over = {"state": "accepted", "support": "full", "decided_on": TODAY, "decided_at": NOON}
        asked(
            two, person=PersonFactory(shown_name=f"Someone {number:02}"), from_team=two.answering,
            **(over if tab == "decided" else {}),
        )  # fmt: skip

    first = two.decider.get(INBOX, {"list": tab})
    second = two.decider.get(first.context["next"])

    names = [row.person.person.shown_name for page in (first, second) for row in page.context["rows"]]
    assert len(names) == len(set(names)) == 30
    assert second.context["next"] is None


@pytest.mark.parametrize("tab", ["waiting", "decided", "sent", "withdrawn"])
def test_an_empty_list_says_what_will_come(two, tab):
    text = two.decider.get(INBOX, {"list": tab}).content.decode()

    assert "state-title" in text


def test_nobody_elses_referrals_are_there(two, sent, sign_in):
    stranger = sign_in(staff_of(TeamFactory()))

    assert "Yusuf" not in stranger.get(INBOX).content.decode()
    assert "Yusuf" not in stranger.get(INBOX, {"list": "sent"}).content.decode()


def test_a_job_without_referrals_is_turned_away(two, sign_in):
    assert sign_in(staff_of(two.answering, role="evaluator")).get(INBOX).status_code == 403


def test_everyone_listed_is_written_down(two, writer):
    row = asked(two)

    two.decider.get(INBOX)

    with writer():
        assert ReadEntry.objects.filter(person_id=row.person_id, where="referrals:inbox").exists()


@pytest.mark.parametrize("count", [2, 60])
def test_a_page_of_the_list_costs_the_same_however_many(two, django_assert_max_num_queries, count):
    for _ in range(count):
        row = asked(two)
        StayFactory(person=row.person)
    two.decider.get(INBOX)

    with django_assert_max_num_queries(QUERIES):
        two.decider.get(INBOX)


def test_today_shows_what_is_owed_and_not_what_waits_for_a_reply(two, sent):
    asked(two, state="asked", asked_on=TODAY, question="What?")

    section = referrals_to_decide(Desk(acting(two.decider_user), TODAY))

    (line,) = section.lines
    assert (line.clock, line.what, line.button.words) == (
        "5 working days left",
        "Help with somewhere to live",
        "Decide",
    )


def test_today_shows_nothing_to_those_who_answer_nothing(two, sent):
    mentor = staff_of(two.answering, role="peer_mentor")

    assert referrals_to_decide(Desk(acting(mentor), TODAY)) is None
