"""Other measures: totals, what someone did, and counts."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import NOON, TODAY, PersonFactory
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.outcomes.actions import measures
from throughline.outcomes.models import Evidence, Tally, ToolScore

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def total(**facts):
    given = {"tool": "core_10", "total": Decimal(12), "scored_on": TODAY, "source": "Nurse Reid"} | facts
    return measures.keep_tool_score(PersonFactory(), measures.NewToolScore(**given), by=SYSTEM, at=NOON)


def count(**facts):
    given = {"kind": "police", "from_on": TODAY - timedelta(days=55), "to_on": TODAY, "number": 6, "source": "Az"}
    return measures.keep_tally(PersonFactory(), measures.NewTally(**given | facts), by=SYSTEM, at=NOON)


def test_a_total_is_kept_and_the_journal_names_the_tool_to_those_given_needs():
    row = total()

    entry = JournalEntry.objects.get(what="outcomes.tool_scored")
    assert (ToolScore.objects.get(), row.total) == (row, Decimal(12))
    assert (entry.compartment, entry.facts) == ("needs", {"tool": "CORE-10 (distress)", "on": TODAY.isoformat()})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"total": Decimal(41)}, "lies between"),
        ({"tool": "other"}, "which tool"),
        ({"scored_on": TODAY + timedelta(days=1)}, "has not come"),
    ],
)
def test_a_total_that_cannot_be_is_refused(facts, words):
    with pytest.raises(Refused, match=words):
        total(**facts)


def test_another_tool_keeps_its_name():
    assert total(tool="other", named="A local scale", total=Decimal(400)).named == "A local scale"


def test_something_they_did_is_kept_under_its_area():
    new = measures.NewEvidence(area="family", words="Rang his mum", happened_on=TODAY, source="Az")

    row = measures.keep_evidence(PersonFactory(), new, by=SYSTEM, at=NOON)

    assert Evidence.objects.get() == row
    facts = JournalEntry.objects.get(what="outcomes.evidence_kept").facts
    assert facts == {"area": "Family responsibility", "on": TODAY.isoformat()}


def test_nothing_is_done_tomorrow():
    new = measures.NewEvidence(area="work", words="A job", happened_on=TODAY + timedelta(days=1), source="Az")

    with pytest.raises(Refused, match="has not come"):
        measures.keep_evidence(PersonFactory(), new, by=SYSTEM, at=NOON)


def test_a_count_of_none_is_a_count():
    assert count(number=0).number == 0
    assert Tally.objects.count() == 1
    assert JournalEntry.objects.get(what="outcomes.tallied").compartment == "risk"


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"from_on": TODAY + timedelta(days=1)}, "before the first"), ({"to_on": TODAY + timedelta(days=1)}, "not come")],
)
def test_a_count_of_a_time_that_cannot_be_is_refused(facts, words):
    with pytest.raises(Refused, match=words):
        count(**facts)
