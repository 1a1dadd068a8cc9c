"""What stands around a talk: what there is to build on, safety notes and earlier years, through their pages."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOON, TODAY, GrantFactory, PersonFactory, StayFactory, acting, worker_for
from tests.factories.journey import AssetFactory, HistoryFactory, PartOfLifeFactory, SafetyNoteFactory
from throughline.agencies.models import Team
from throughline.assessments.models import Asset, History, SafetyNote
from throughline.foundations.models import ReadEntry
from throughline.sharing.statuses import Compartment, Tier
from throughline.web.assessments.weighing import weigh_people

pytestmark = pytest.mark.django_db


def day(name, on=TODAY):
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


ASSET = {"kind": "family", "words": "Leah is the reason", "pathway": "", "source": "They told us"} | day("noted_on")
CONCERN = {
    "concern": "self",
    "words": "Overdose in 2024",
    "context": "The week he left with no bed",
    "keeps_safe": "Naloxone",
    "source": "Bel Sorley, Harbour",
} | day("noted_on")
YEARS = {"times_in_prison": "6", "years_inside": "", "slept_rough": "yes", "words": "", "source": "T"} | day("said_on")


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def url(name, person, **more):
    return reverse(f"assessments:{name}", kwargs={"person_id": person.pk, **more})


ADD = [("add_asset", ASSET, Asset), ("add_safety", CONCERN, SafetyNote), ("earlier", YEARS, History)]
WRONG = [
    ("add_asset", ASSET | {"words": ""}, "Answer “What do they say?”"),
    ("add_asset", ASSET | {"pathway": "weather"}, "Choose one of the answers listed"),
    ("add_asset", ASSET | day("noted_on", TODAY + timedelta(days=1)), "has not come yet"),
    ("add_safety", CONCERN | {"context": ""}, "What gives it context?"),
    ("add_safety", CONCERN | day("look_again_on"), "comes after the day it was noted"),
    ("add_safety", CONCERN | {"words": "x" * 10_000}, "must be 2000 characters or fewer"),
    ("earlier", YEARS | {"times_in_prison": "-1"}, "must be 0 or more"),
    ("earlier", YEARS | {"times_in_prison": "many"}, "whole number"),
    ("earlier", YEARS | {"times_in_prison": "", "slept_rough": ""}, "Nothing is filled in"),
]


@pytest.mark.parametrize(("page", "typed", "model"), ADD)
def test_what_is_added_is_kept_once_however_often_it_is_sent(cast, writer, once, page, typed, model):
    answers = [cast.worker.post(url(page, cast.person), typed | once) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    with writer():
        assert model.objects.count() == 1


@pytest.mark.parametrize(("page", "typed", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, writer, page, typed, sentence):
    answer = cast.worker.post(url(page, cast.person), typed | {"source": "CANARY source"})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text
    assert "CANARY source" in text
    with writer():
        assert not any(model.objects.exists() for *_, model in ADD)


@pytest.mark.parametrize("page", ["add_asset", "add_safety", "earlier", "safety"])
@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("no_job", 403)])
def test_strangers_and_other_jobs_are_kept_out(cast, page, who, status):
    assert getattr(cast, who).get(url(page, cast.person)).status_code == status


@pytest.mark.parametrize(("page", "typed", "model"), ADD[1:])
def test_what_is_not_shared_with_a_colleague_is_not_theirs_to_add(cast, writer, page, typed, model):
    assert cast.colleague.post(url(page, cast.person), typed).status_code == 403

    with writer():
        assert model.objects.count() == 0


def test_a_colleague_without_family_is_not_offered_what_they_could_not_read_again(cast, writer):
    offered = cast.colleague.get(url("add_asset", cast.person)).content.decode()
    sent = cast.colleague.post(url("add_asset", cast.person), ASSET)

    assert 'value="family"' not in offered
    assert 'value="health"' not in offered
    assert "prostitution" not in offered
    assert "Choose one of the answers listed" in sent.content.decode()


def test_what_is_no_longer_so_leaves_the_page_and_stays_on_the_record(cast, writer):
    row = AssetFactory(person=cast.person)
    address = url("end_asset", cast.person, asset_id=row.pk)

    asked = cast.worker.get(address).content.decode()
    ended = cast.worker.post(address, {"version": "1"})
    stale = cast.worker.post(address, {"version": "1"})

    assert row.words in asked
    assert ended.status_code == 302
    assert "Someone else changed this" in stale.content.decode()
    with writer():
        assert Asset.objects.get().ended_on == TODAY


def test_family_strengths_are_not_found_by_a_colleague_without_family(cast):
    row = AssetFactory(person=cast.person, kind="family", compartment="family")

    assert cast.colleague.get(url("end_asset", cast.person, asset_id=row.pk)).status_code == 404


def test_a_concern_stands_beside_its_context_what_keeps_safe_and_strengths(cast, writer):
    SafetyNoteFactory(person=cast.person, words="Overdose", context="No bed", keeps_safe="Naloxone")
    SafetyNoteFactory(person=cast.person, ended_on=TODAY, words="Debt", context="On the hall")
    AssetFactory(person=cast.person, words="Leah is the reason")

    text = cast.worker.get(url("safety", cast.person)).content.decode()

    for words in ("Overdose", "No bed", "Naloxone", "Leah is the reason", "Debt", "On the hall"):
        assert words in text
    with writer():
        assert ReadEntry.objects.filter(where="assessments:safety").count() == 1


def test_nobody_has_noted_a_concern(cast):
    assert "No safety note stands" in cast.worker.get(url("safety", cast.person)).content.decode()


def test_a_concern_to_look_at_again_says_that_it_is_late(cast):
    SafetyNoteFactory(person=cast.person, noted_on=TODAY - timedelta(30), look_again_on=TODAY - timedelta(days=6))

    assert "Was due Tue 24 Feb" in cast.worker.get(url("safety", cast.person)).content.decode()


@pytest.mark.parametrize("who", ["colleague", "knows_of"])
def test_safety_notes_are_not_shared_whether_or_not_there_are_any(cast, who):
    SafetyNoteFactory(person=cast.person)

    text = getattr(cast, who).get(url("safety", cast.person)).content.decode()

    assert "whether or not there are any" in text
    assert "CANARY safety" not in text


def test_a_concern_is_looked_at_again_and_the_old_one_is_kept(cast, writer):
    row = SafetyNoteFactory(person=cast.person, words="CANARY before")
    address = url("change_safety", cast.person, safety_id=row.pk)

    asked = cast.worker.get(address).content.decode()
    kept = cast.worker.post(address, CONCERN | {"version": "1"})
    stale = cast.worker.post(address, CONCERN | {"version": "1", "words": "CANARY typed"})

    assert "CANARY before" in asked
    assert kept.status_code == 302
    assert "Someone else changed this" in stale.content.decode()
    assert "CANARY typed" in stale.content.decode()
    with writer():
        assert {note.words: note.ended_on for note in SafetyNote.objects.all()} == {
            "CANARY before": TODAY,
            "Overdose in 2024": None,
        }


def test_a_concern_is_ended_and_stays_on_the_record(cast, writer):
    row = SafetyNoteFactory(person=cast.person)
    address = url("end_safety", cast.person, safety_id=row.pk)

    asked = cast.worker.get(address)
    ended = cast.worker.post(address, {"version": "1"})

    assert "harm to themself" in asked.content.decode()
    assert ended.status_code == 302
    with writer():
        assert SafetyNote.objects.get().ended_on == TODAY


@pytest.mark.parametrize("page", ["change_safety", "end_safety"])
def test_a_concern_about_someone_else_is_not_found(cast, page):
    row = SafetyNoteFactory(person=PersonFactory())

    assert cast.worker.get(url(page, cast.person, safety_id=row.pk)).status_code == 404


def test_earlier_years_are_changed_only_over_what_was_read(cast, writer):
    HistoryFactory(person=cast.person, times_in_prison=4)

    kept = cast.worker.post(url("earlier", cast.person), YEARS | {"version": "1"})
    stale = cast.worker.post(url("earlier", cast.person), YEARS | {"version": "1"})

    assert kept.status_code == 302
    assert "Someone else changed this" in stale.content.decode()
    with writer():
        row = History.objects.get()
        assert (row.times_in_prison, row.slept_rough, row.years_inside) == (6, True, None)


@pytest.mark.parametrize("people", [2, 60])
def test_many_people_are_weighed_in_a_few_questions(people, django_assert_max_num_queries):
    first = PersonFactory()
    user = worker_for(first)
    team = user.organisation
    persons = [first, *(_beside(team) for _ in range(people - 1))]
    for person in persons:
        PartOfLifeFactory(person=person, assessment__person=person, level="urgent")
        HistoryFactory(person=person, slept_rough=True, times_in_prison=5)
        StayFactory(person=person, legal_status="sentenced")
    actor = acting(user)

    with django_assert_max_num_queries(5):
        weighed = weigh_people(actor, [person.pk for person in persons])

    assert all(one.multiple_needs.holds for one in weighed.values())
    assert len(weighed) == people


def _beside(organisation):
    person = PersonFactory()
    team = Team.objects.get(organisation=organisation)
    GrantFactory(person=person, team=team, tier=Tier.LEADS, compartments=list(Compartment.values))
    return person


def test_only_what_a_viewer_may_see_is_weighed(cast):
    PartOfLifeFactory(person=cast.person, pathway="substances", compartment="needs", level="urgent")
    HistoryFactory(person=cast.person, slept_rough=True, times_in_prison=5)
    colleague = worker_for(cast.person, tier=Tier.WORKS_WITH, parts=[])
    knows_of = worker_for(cast.person, tier=Tier.KNOWS_OF, parts=[])
    no_job = worker_for(cast.person, role="evaluator")

    for user in (colleague, knows_of):
        finding = weigh_people(acting(user), [cast.person.pk])[cast.person.pk].multiple_needs
        assert (finding.found, finding.holds) == ((), None)
        assert "earlier years" in finding.shut
    assert weigh_people(acting(no_job), [cast.person.pk]) == {}
