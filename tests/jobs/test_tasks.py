"""The timetable: each task does its one thing, and the worker knows of all of them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import connection
from procrastinate.contrib.django import app

from tests.factories import NOON, UserFactory
from throughline.foundations import journal, months, submissions
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import Seal, Submission
from throughline.jobs import tasks
from throughline.notices import actions as notices
from throughline.notices.models import Notice

pytestmark = pytest.mark.django_db
TIMETABLE = {
    "seal_logs": "* * * * *",
    "send_emails": "* * * * *",
    "make_months": "10 2 * * *",
    "clear_submissions": "20 2 * * *",
}


@pytest.fixture(autouse=True)
def at_noon(writer):
    with time_machine.travel(NOON, tick=False), writer():
        yield


def months_of(log):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass ORDER BY 1", [log]
        )
        return [name for (name,) in cursor.fetchall()]


def an_email():
    user = UserFactory()
    return notices.email(user_id=user.pk, address=user.email, kind="t", subject="Set a password", body="W", at=NOON)


def test_the_worker_knows_the_timetable():
    app.perform_import_paths()

    known = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}

    assert {name: known.get(name) for name in TIMETABLE} == TIMETABLE


def test_what_the_logs_gained_is_sealed():
    user = UserFactory()
    journal.note("test.happened", about=user, person_id=None, by=SYSTEM, at=NOON)

    tasks.seal_logs(timestamp=0)

    assert Seal.objects.filter(log="journal").exists()


def test_an_email_leaves_with_the_words_it_was_queued_with():
    notice = an_email()

    tasks.send_emails(timestamp=0)

    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.to) == (notice.subject, notice.body, [notice.address])


def test_a_parked_email_is_said(monkeypatch, caplog):
    notice = an_email()
    Notice.objects.filter(pk=notice.pk).update(tries=4, queued_at=NOON - timedelta(days=1))

    def down(notice):
        raise OSError("down")

    monkeypatch.setattr("throughline.jobs.mail.deliver", down)

    tasks.send_emails(timestamp=0)

    assert "wait for someone to look: 1" in caplog.text


def test_the_coming_months_are_made_once():
    first = months.make_ahead(on=date(2031, 11, 30))
    again = months.make_ahead(on=date(2031, 11, 30))

    assert (first, again) == (8, 0)
    assert {"journal_2031_11", "journal_2031_12", "journal_2032_01", "journal_2032_02"} <= set(months_of("journal"))


def test_a_month_with_rows_among_the_odd_ones_is_left_alone():
    journal.note("test.happened", about=UserFactory(), person_id=None, by=SYSTEM, at=NOON)

    made = months.make_ahead(on=NOON.date())

    assert made == 7
    assert "journal_2026_03" not in months_of("journal")


def test_the_task_makes_months_from_today():
    tasks.make_months(timestamp=0)

    assert "read_log_2026_04" in months_of("read_log")


def test_old_answers_to_forms_are_cleared_and_new_ones_kept():
    old, new = uuid4(), uuid4()
    user = UserFactory()
    submissions.begin(old, by_id=user.pk, path="/", content="", at=NOON - timedelta(days=31))
    submissions.begin(new, by_id=user.pk, path="/", content="", at=NOON)

    tasks.clear_submissions(timestamp=0)

    assert [row.key for row in Submission.objects.all()] == [new]
