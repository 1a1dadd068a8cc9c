from itertools import pairwise

import pytest

from tests.factories import NOON, PersonFactory
from throughline.foundations import journal, seals
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import Seal
from throughline.foundations.writing import writing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _writing():
    with writing():
        yield


def happen(times=1):
    person = PersonFactory()
    for _ in range(times):
        journal.note("people.registered", about=person, person_id=person.pk, by=SYSTEM, at=NOON, source="Test")


def test_what_happened_is_sealed_once():
    happen(3)

    assert (seals.seal(at=NOON), seals.seal(at=NOON), Seal.objects.count()) == (3, 0, 1)


def test_sealed_logs_as_they_were_have_no_fault():
    happen(2)
    seals.seal(at=NOON)
    happen(2)
    seals.seal(at=NOON)

    assert seals.verify() == []


def test_long_runs_are_sealed_in_batches_that_follow_each_other(monkeypatch):
    monkeypatch.setattr(seals, "BATCH_ROWS", 4)
    happen(10)

    seals.seal(at=NOON)

    runs = list(Seal.objects.order_by("upto_seq").values_list("after_seq", "upto_seq", "rows"))
    assert [rows for *_, rows in runs] == [4, 4, 2]
    assert all(before[1] == after[0] for before, after in pairwise(runs))
    assert seals.verify() == []


def test_nothing_new_makes_no_seal():
    assert (seals.seal(at=NOON), Seal.objects.count()) == (0, 0)
