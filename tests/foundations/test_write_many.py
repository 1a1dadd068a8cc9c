"""Many rows are written in one statement, each with its own values."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import TODAY, TeamFactory, UserFactory
from tests.factories.journey import CaseFactory, TaskFactory
from throughline.cases.models import Case
from throughline.foundations.records import write_many
from throughline.foundations.writing import writing
from throughline.plans.models import Task

pytestmark = pytest.mark.django_db


def test_each_row_keeps_its_own_values_and_nothing_else_changes():
    team = TeamFactory()
    cases = [CaseFactory(last_contact_on=TODAY) for _ in range(3)]
    other = CaseFactory(last_contact_on=TODAY)
    worker = UserFactory()
    for number, case in enumerate(cases):
        case.last_contact_on = TODAY + timedelta(days=number)
        case.key_worker, case.close_words, case.team = worker, "not written", team

    with writing():
        write_many(cases, "last_contact_on", "key_worker")
        kept = list(Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("last_contact_on"))
        left = Case.objects.get(pk=other.pk)

    assert [case.last_contact_on for case in kept] == [TODAY + timedelta(days=number) for number in range(3)]
    assert {case.key_worker_id for case in kept} == {worker.pk}
    assert {case.close_words for case in kept} == {""}
    assert team.pk not in {case.team_id for case in kept}
    assert (left.last_contact_on, left.key_worker_id) == (TODAY, None)


def test_nothing_may_be_written_for_a_row():
    task = TaskFactory(due_on=date(2026, 5, 6))
    task.due_on = None

    with writing():
        write_many([task], "due_on", "version")

        assert Task.objects.get(pk=task.pk).due_on is None


@pytest.mark.parametrize("many", [1, 40])
def test_it_is_one_statement_however_many_rows(many):
    tasks = [TaskFactory() for _ in range(many)]

    with writing(), CaptureQueriesContext(connection) as asked:
        write_many(tasks, "due_on", "title", "version")

    assert len(asked) == 1


def test_no_rows_are_no_statement():
    with CaptureQueriesContext(connection) as asked:
        write_many([], "due_on")

    assert len(asked) == 0
