"""What can happen to a notice."""

import smtplib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOON, TeamFactory, UserFactory
from throughline.foundations.actors import SYSTEM
from throughline.notices import actions, queries
from throughline.notices.models import Notice
from throughline.notices.rules import MOST_TRIES, WAITS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def an_email(subject="Set a password"):
    user = UserFactory()
    return actions.email(user_id=user.pk, address=user.email, kind="test", subject=subject, body="Words", at=NOON)


def down(notice):
    raise ConnectionRefusedError("no mail server")


def test_a_team_is_told_once_however_often_it_is_named():
    team = TeamFactory()

    told = actions.tell_teams(
        [team.pk, team.pk], kind="test", subject="S", body="B", person_id=None, at=NOON, needs_acknowledging=True
    )

    assert [notice.to_team_id for notice in told] == [team.pk]


def test_a_notice_is_acknowledged_once():
    (notice,) = actions.tell_teams([TeamFactory().pk], kind="test", subject="S", body="B", person_id=None, at=NOON)

    first = actions.acknowledge(notice, by=SYSTEM, at=NOON).acknowledged_at
    second = actions.acknowledge(notice, by=SYSTEM, at=NOON + timedelta(days=1)).acknowledged_at

    assert (first, second) == (NOON, NOON)


def test_a_queued_email_leaves_once():
    notice, left = an_email(), []

    runs = [actions.send_queued(deliver=left.append, at=NOON) for _ in range(2)]

    notice.refresh_from_db()
    assert [run.left for run in runs] == [1, 0]
    assert (left, notice.sent_at) == ([notice], NOON)


@pytest.mark.parametrize(
    "fault", [ConnectionRefusedError("down"), smtplib.SMTPDataError(550, b"no"), ValueError("header")]
)
def test_an_email_that_fails_is_tried_again_later(fault):
    def fails(notice):
        raise fault

    notice = an_email()

    first = actions.send_queued(deliver=fails, at=NOON)
    at_once = actions.send_queued(deliver=fails, at=NOON)
    later = actions.send_queued(deliver=lambda notice: None, at=NOON + WAITS[1])

    notice.refresh_from_db()
    assert (first.again, at_once.again, later.left) == (1, 0, 1)
    assert (notice.tries, notice.last_fault) == (1, "")


def test_one_fault_holds_up_no_other_email():
    bad, good = an_email("Bad"), an_email("Good")

    def choosy(notice):
        if notice.pk == bad.pk:
            down(notice)

    done = actions.send_queued(deliver=choosy, at=NOON)

    good.refresh_from_db()
    assert (done.left, done.again) == (1, 1)
    assert good.sent_at == NOON


def test_after_five_tries_an_email_is_parked_and_kept():
    notice = an_email()

    runs = [actions.send_queued(deliver=down, at=NOON + timedelta(days=day)) for day in range(7)]

    notice.refresh_from_db()
    assert [run.again + run.parked for run in runs] == [1, 1, 1, 1, 1, 0, 0]
    assert runs[4].parked == 1
    assert list(queries.parked(Notice.objects.all())) == [notice]
    assert "no mail server" in notice.last_fault


def test_another_systems_message_counts_once():
    first, second = (actions.receive(source="nomis", message_id="1", at=NOON) for _ in range(2))

    assert first is not None
    assert second is None


@given(tries=st.integers(0, 9), minutes=st.integers(0, 600))
def test_no_email_is_tried_before_its_time_or_after_the_last_try(tries, minutes):
    notice = an_email()
    Notice.objects.filter(pk=notice.pk).update(tries=tries)

    due = queries.to_send(Notice.objects.filter(pk=notice.pk), NOON + timedelta(minutes=minutes)).exists()

    assert due == (tries < MOST_TRIES and timedelta(minutes=minutes) >= WAITS[tries])
