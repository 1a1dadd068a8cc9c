"""Sharing, told as stories: each consequence, in one transaction or not at all."""

from datetime import date, datetime, timedelta

import pytest

from tests.factories import (
    NOON,
    AgreementFactory,
    EveryoneFactory,
    GrantFactory,
    OrganisationFactory,
    PartnerFactory,
    PartyFactory,
    PersonFactory,
    TeamFactory,
    acting,
    staff_of,
)
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing
from throughline.journeys.break_glass import break_glass, review_by
from throughline.journeys.close_record import close_to, lift, limit
from throughline.journeys.end_party import end_party
from throughline.journeys.record_consent import record_consent
from throughline.journeys.share_with import share_with
from throughline.journeys.stop_sharing import stop_sharing
from throughline.notices.models import Notice
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.models import Consent, Grant, Party
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db

WHY = "Because of a test of the journeys"


def kept(model, **facts):
    with writing():
        return list(model.objects.filter(**facts))


@pytest.fixture
def lead():
    return EveryoneFactory()


@pytest.fixture
def person(lead):
    held = GrantFactory(person=PersonFactory(), team=lead, tier=Tier.LEADS)
    return held.person


@pytest.fixture
def worker(lead):
    return staff_of(lead)


@pytest.fixture
def partner(lead):
    """A team whose organisation signed an agreement with the lead's."""
    agreement = AgreementFactory()
    team = EveryoneFactory()
    PartnerFactory(partnership=agreement.partnership, organisation=lead.organisation)
    PartyFactory(agreement=agreement, organisation=team.organisation)
    return team


def answer(person, team, said, *, at=NOON, by):
    return record_consent(
        person, to="share", organisation=team.organisation, answer=said, how="In person", answered_on=at.date(),
        asked_by=None, by=by, at=at,
    )  # fmt: skip


def test_yes_then_a_grant_then_no_then_yes_again(person, worker, partner):
    by, day = acting(worker), timedelta(days=1)
    new = NewGrant(person=person, team=partner, tier=1, reason="consent", words="She wants them to help")
    with pytest.raises(Refused, match="not asked yet"):
        share_with(new, by=by, at=NOON)

    answer(person, partner, "agreed", by=by)
    first = share_with(new, by=by, at=NOON)
    answer(person, partner, "withdrawn", by=by, at=NOON + day)
    with pytest.raises(Refused, match="changed their mind"):
        share_with(new, by=by, at=NOON + day)
    answer(person, partner, "agreed", by=by, at=NOON + 2 * day)
    second = share_with(new, by=by, at=NOON + 2 * day)

    (ended,) = kept(Grant, pk=first.pk)
    assert (ended.ends_at, second.ends_at) == (NOON + day, None)
    assert second.consent != first.consent
    assert [notice.kind for notice in kept(Notice, to_team_id=partner.pk)].count("sharing.ended") == 1


def test_a_refused_share_leaves_no_grant_no_note_and_no_notice(person, worker, partner):
    new = NewGrant(person=person, team=EveryoneFactory(), reason="involved", words=WHY)

    with pytest.raises(Refused, match="signed no agreement"):
        share_with(new, by=acting(worker), at=NOON)

    assert kept(Notice) == []
    assert kept(JournalEntry, what="sharing.granted") == []


def test_stopping_a_lead_needs_another_that_lasts(person, worker, lead, partner):
    (held,) = kept(Grant, person=person)
    GrantFactory(person=person, team=partner, tier=Tier.LEADS, ends_at=NOON)

    with pytest.raises(Refused, match="No other team leads"):
        stop_sharing(held, why=WHY, by=acting(worker), at=NOON)

    GrantFactory(person=person, team=partner, tier=Tier.LEADS, reason="agreement")
    stop_sharing(held, why=WHY, by=acting(worker), at=NOON)
    assert kept(Grant, pk=held.pk)[0].ends_at == NOON


def test_an_organisation_that_leaves_an_agreement_sees_nobody_under_it(person, worker, partner):
    by = acting(worker)
    share_with(NewGrant(person=person, team=partner, reason="involved", words=WHY), by=by, at=NOON)
    (party,) = kept(Party)

    closed = end_party(party, why=WHY, version=1, by=by, at=NOON)

    assert closed == 1
    with pytest.raises(Refused, match="signed no agreement"):
        share_with(NewGrant(person=person, team=partner, reason="involved", words=WHY), by=by, at=NOON)


def test_closing_a_record_tells_governance_without_saying_whose(person, worker, lead):
    governing = TeamFactory(organisation=lead.organisation, kind="governance")
    by, relative = acting(worker), staff_of(lead)

    close_to(person, user=relative, words="He is her cousin by marriage", by=by, at=NOON)
    limited = limit(person, words="A notorious case in the papers", allowed=[], myself=worker, by=by, at=NOON)
    lift(limited, by=by, at=NOON)

    told = kept(Notice, to_team_id=governing.pk)
    assert len(told) == 3
    for notice in told:
        text = notice.subject + notice.body
        assert person.shown_name not in text
        assert relative.name not in text
        assert "cousin" not in text


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        (datetime.fromisoformat("2026-03-02T12:00+00:00"), date(2026, 3, 4)),
        (datetime.fromisoformat("2026-03-06T23:30+00:00"), date(2026, 3, 10)),
        (datetime.fromisoformat("2026-06-30T23:30+00:00"), date(2026, 7, 3)),
        (datetime.fromisoformat("2026-12-24T09:00+00:00"), date(2026, 12, 30)),
    ],
)
def test_a_review_is_due_two_working_days_on_as_the_wall_clock_counts(opened, due):
    assert review_by(OrganisationFactory(jurisdiction="scotland"), at=opened) == due


def test_an_emergency_names_the_person_in_no_notice_and_opens_once(person, lead):
    team = EveryoneFactory()
    user = staff_of(team)
    by = acting(user)

    first, second = (
        break_glass(person.reference, user=user, team=team, reason=WHY, by=by, at=NOON + timedelta(minutes=minutes))
        for minutes in (0, 5)
    )

    told = kept(Notice, kind="sharing.glass_broken")
    assert first == second
    assert [notice.to_team_id for notice in told] == [lead.pk]
    assert person.shown_name not in told[0].subject + told[0].body


def test_taking_part_is_asked_of_the_person_and_of_no_organisation(person, worker):
    record_consent(
        person, to="take_part", organisation=None, answer="declined", how="In person", answered_on=NOON.date(),
        asked_by=worker, by=acting(worker), at=NOON,
    )  # fmt: skip

    assert [(row.to, row.organisation) for row in kept(Consent)] == [("take_part", None)]
    assert kept(Grant, person=person)[0].ends_at is None
