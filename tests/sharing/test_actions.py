"""Grants, consents, restrictions and emergencies: what each act does, refuses, and does when two come at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from tests.factories import (
    NOON,
    AgreementFactory,
    ConsentFactory,
    EveryoneFactory,
    GrantFactory,
    PartnerFactory,
    PartyFactory,
    PersonFactory,
    UserFactory,
    acting,
    staff_of,
)
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing
from throughline.people import matching
from throughline.people.models import Person
from throughline.sharing import queries
from throughline.sharing.actions import consents, emergencies, grants, restrictions
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.models import BreakGlass, Consent, Grant, Restriction

WHY = "Because of a test of the actions"
LATER = NOON + timedelta(hours=1)

pytestmark = pytest.mark.django_db


def kept(model=Grant, **facts):
    with writing():
        return list(model.objects.filter(**facts).order_by("id"))


def registered(person, team, **more):
    return NewGrant(person=person, team=team, reason="registered", **more)


def together(*acts: Callable[[], object]) -> list[object]:
    """Do several things at once, each on a connection of its own; return what each gave or refused with."""

    def alone(act: Callable[[], object]) -> object:
        try:
            return act()
        except Exception as fault:
            return fault
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


def test_a_grant_for_the_same_reason_replaces_the_one_before_wider_or_narrower():
    person, team = PersonFactory(), EveryoneFactory()
    grants.grant(registered(person, team, tier=3, ends_at=NOON + timedelta(days=9)), by=SYSTEM, at=NOON)

    grants.grant(registered(person, team, tier=1), by=SYSTEM, at=LATER)

    assert sorted((row.tier, row.ends_at) for row in kept() if row.ends_at != LATER) == [(1, None)]
    assert [row.ended_why for row in kept(ends_at=LATER)] == ["Replaced"]


def test_a_grant_inside_one_organisation_needs_no_agreement():
    person, user = PersonFactory(), UserFactory()
    team = EveryoneFactory(organisation=user.organisation)

    held = grants.grant(NewGrant(person=person, team=team, reason="involved"), by=acting(user), at=NOON)

    assert held.agreement is None


def test_an_agreement_of_another_partnership_covers_nothing():
    user, team = UserFactory(), EveryoneFactory()
    ours, theirs = AgreementFactory(), AgreementFactory()
    PartnerFactory(partnership=ours.partnership, organisation=user.organisation)
    PartyFactory(agreement=theirs, organisation=team.organisation)
    new = NewGrant(person=PersonFactory(), team=team, reason="involved")

    with pytest.raises(Refused, match="has signed no agreement with you"):
        grants.grant(new, by=acting(user), at=NOON)

    PartyFactory(agreement=ours, organisation=team.organisation)
    assert grants.grant(new, by=acting(user), at=NOON).agreement == ours


def test_ending_twice_keeps_the_first_end_and_notes_it_once():
    held = GrantFactory(person=PersonFactory())

    for at, why in ((NOON, "First"), (LATER, "Second")):
        grants.end_grant(held, why=why, at=at, by=SYSTEM)

    assert [(row.ends_at, row.ended_why) for row in kept()] == [(NOON, "First")]
    assert len(kept_entries("sharing.ended")) == 1


def kept_entries(what):
    with writing():
        return list(JournalEntry.objects.filter(what=what))


def test_ending_for_an_organisation_ends_all_its_teams_and_no_other():
    person, other = PersonFactory(), EveryoneFactory()
    team = EveryoneFactory()
    for each in (team, EveryoneFactory(organisation=team.organisation, name="b", kind="casework"), other):
        GrantFactory(person=person, team=each)

    ended = grants.end_for_organisation(
        person, team.organisation, reasons=["involved"], why="Closed", at=NOON, by=SYSTEM
    )

    assert len(ended) == 2
    assert [row.team for row in kept(ends_at=None)] == [other]


def test_a_withdrawn_referral_leaves_sharing_that_was_agreed_by_itself():
    person, team = PersonFactory(), EveryoneFactory()
    yes = {to: ConsentFactory(person=person, to=to, organisation=team.organisation) for to in ("share", "refer")}
    GrantFactory(person=person, team=team, reason="consent", consent=yes["share"])
    GrantFactory(person=person, team=team, reason="referral", consent=yes["refer"])

    ended = grants.end_consented(person, team.organisation, to="refer", why="No", at=NOON, by=SYSTEM)

    assert [row.reason for row in ended] == ["referral"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"to": "share"}, "organisation"), ({"answered_on": NOON.date() + timedelta(days=1)}, "answered_on")],
)
def test_an_answer_that_cannot_be_is_refused(facts, field):
    said = {"to": "take_part", "organisation": None, "answer": "agreed", "how": "In person"}

    with pytest.raises(Refused) as refusal:
        consents.record(
            PersonFactory(), **{**said, "answered_on": NOON.date(), **facts}, asked_by=None, by=SYSTEM, at=NOON
        )

    assert refusal.value.field == field
    assert kept(Consent) == []


def test_only_a_limit_in_force_can_have_someone_added():
    person, user = PersonFactory(), UserFactory()
    closed = restrictions.close_to(person, user=user, words=WHY, by=SYSTEM, at=NOON)
    limited = restrictions.limit(person, words=WHY, allowed=[user], by=SYSTEM, at=NOON)
    restrictions.lift(limited, by=SYSTEM, at=NOON)

    for row in (closed, limited):
        with pytest.raises(Refused, match="nobody needs to be added"):
            restrictions.allow(row, user=UserFactory(), by=SYSTEM, at=NOON)


def test_an_emergency_opened_again_within_the_hour_is_the_same_one():
    person, team = PersonFactory(), EveryoneFactory()
    user = staff_of(team)

    def open_at(at):
        return emergencies.break_glass(
            person, user=user, team=team, reason=WHY, review_by=NOON.date(), by=SYSTEM, at=at
        )

    first, again, later = (open_at(NOON + timedelta(minutes=minutes)) for minutes in (0, 59, 60))

    assert first == again
    assert later != first


def test_a_review_is_kept_once():
    person, team = PersonFactory(), EveryoneFactory()
    user, reviewer = staff_of(team), staff_of(team)
    opened = emergencies.break_glass(
        person, user=user, team=team, reason=WHY, review_by=NOON.date(), by=SYSTEM, at=NOON
    )
    said = {"answer": "justified", "words": "It was", "reviewer": reviewer, "by": SYSTEM, "at": LATER}
    emergencies.review(opened, version=1, **said)

    with pytest.raises(Stale):
        emergencies.review(opened, version=1, **said)
    with pytest.raises(Refused, match="reviewed already"):
        emergencies.review(opened, version=2, **said)


@pytest.mark.parametrize("text", ["TL-ABC234", " tl-abc234 ", "A1234BC", "a1234 bc"])
def test_a_reference_or_a_whole_number_finds_one_person(text):
    person = PersonFactory(reference="TL-ABC234", search_keys=[matching.number_key("A1234BC")])
    PersonFactory()

    with writing():
        assert queries.called(Person.objects.all(), text) == person


@pytest.mark.parametrize("text", ["", "Canary", "TL-", "1990", "A1234B", "%", "TL-ABC23_"])
def test_anything_else_finds_nobody(text):
    PersonFactory(reference="TL-ABC234", search_keys=[matching.number_key("A1234BC"), "n:canary"])

    with writing():
        assert queries.called(Person.objects.all(), text) is None


def test_a_number_that_is_on_two_records_finds_neither():
    for _ in range(2):
        PersonFactory(search_keys=[matching.number_key("A1234BC")])

    with writing():
        assert queries.called(Person.objects.all(), "A1234BC") is None


@pytest.mark.django_db(transaction=True)
def test_two_grants_at_once_leave_one_open():
    person, team = PersonFactory(), EveryoneFactory()
    new = registered(person, team)

    done = together(*[lambda: grants.grant(new, by=SYSTEM, at=NOON)] * 4)

    assert all(isinstance(each, Grant) for each in done), done
    assert len(kept(ends_at=None)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_limits_at_once_leave_one():
    person, user = PersonFactory(), UserFactory()

    done = together(*[lambda: restrictions.limit(person, words=WHY, allowed=[user], by=SYSTEM, at=NOON)] * 3)

    assert sorted(type(each).__name__ for each in done) == ["Refused", "Refused", "Restriction"]
    assert len(kept(Restriction)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_presses_in_one_emergency_at_once_open_it_once():
    person, team = PersonFactory(), EveryoneFactory()
    user = staff_of(team)

    done = together(
        *[
            lambda: emergencies.break_glass(
                person, user=user, team=team, reason=WHY, review_by=NOON.date(), by=SYSTEM, at=NOON
            )
        ]
        * 3
    )

    assert len({each.pk for each in done if isinstance(each, BreakGlass)}) == 1
    assert len(kept(BreakGlass)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_reviews_at_once_keep_one():
    person, team = PersonFactory(), EveryoneFactory()
    opened = emergencies.break_glass(
        person, user=staff_of(team), team=team, reason=WHY, review_by=NOON.date(), by=SYSTEM, at=NOON
    )
    reviewers = [staff_of(team) for _ in range(2)]

    done = together(
        *[
            lambda who=who: emergencies.review(
                opened, answer="justified", words="It was", reviewer=who, version=1, by=SYSTEM, at=LATER
            )
            for who in reviewers
        ]
    )

    assert sorted(type(each).__name__ for each in done) == ["BreakGlass", "Stale"]
