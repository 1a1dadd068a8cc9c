"""The page of needs and strengths: who sees which part of life, in whose words, and what the rules make of it."""

import re

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    NOON,
    KeyDateFactory,
    NeedFactory,
    OrganisationFactory,
    PersonFactory,
    StayFactory,
    UserFactory,
    worker_for,
)
from tests.factories.journey import (
    AssessmentFactory,
    AssetFactory,
    ConfirmationFactory,
    HistoryFactory,
    PartOfLifeFactory,
    SafetyNoteFactory,
)
from throughline.foundations.models import ReadEntry
from throughline.sharing.statuses import Tier
from throughline.web.assessments.lists import LISTS

pytestmark = pytest.mark.django_db

MOST_QUERIES = 25
LARGEST_PAGE = 50_000


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def url(person, **asked):
    address = reverse("assessments:assessment", args=[person.pk])
    return f"{address}?as={asked['shown_as']}" if asked else address


def read(client, person, **asked):
    """Return the page as text, one space where there were several."""
    answer = client.get(url(person, **asked))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def talk(cast):
    nadia = UserFactory(name="Nadia Farrell", organisation=OrganisationFactory(name="Kindling"))
    return AssessmentFactory(person=cast.person, begun_by=nadia, organisation=nadia.organisation)


def part(talk, pathway="accommodation", **facts):
    return PartOfLifeFactory(assessment=talk, pathway=pathway, by_user=talk.begun_by, **facts)


def test_nobody_has_asked_yet(cast):
    said = read(cast.worker, cast.person)

    assert "Nobody has talked needs and strengths through with" in said
    assert "Begin a talk" in said


def test_their_words_stand_beside_the_workers_view(cast, talk):
    part(talk, their_words="My own door", our_view="Ready, with visits", views="differ", strengths="Keeps a tidy flat")

    said = read(cast.worker, cast.person)

    assert '<q class="said">My own door</q>' in said
    assert "Ready, with visits" in said
    assert "See it differently" in said
    assert "Going well: Keeps a tidy flat" in said
    assert "Nadia Farrell, Kindling, Mon 2 Mar" in said
    assert "Nadia Farrell, Kindling began this talk on Mon 2 Mar" in said


def test_what_another_agency_confirmed_and_what_was_said_before_are_shown(cast, talk):
    part(talk, their_words="A hostel will do", holds=False)
    now = part(talk, their_words="My own door")
    ConfirmationFactory(part=now, organisation=OrganisationFactory(name="Harbour Recovery"))

    said = read(cast.worker, cast.person)

    assert "Still so: Harbour Recovery, Mon 2 Mar" in said
    assert "1 earlier answer" in said
    assert "A hostel will do" in said


def test_a_colleague_without_needs_sees_a_lock_and_no_words_for_health_and_drugs(cast, talk):
    for pathway, compartment in (("health", "needs"), ("substances", "needs"), ("family", "family")):
        part(talk, pathway, compartment=compartment, their_words=f"CANARY {pathway}", level="urgent")
    part(talk, "work", their_words="Joinery")

    said = read(cast.colleague, cast.person)

    assert said.count("not shared with you</span></td>") == 3
    assert "Joinery" in said
    for pathway in ("health", "substances", "family"):
        assert f"CANARY {pathway}" not in said
    assert "Help needed now" not in said
    assert "Not weighed in full" in said


def test_womens_pathways_are_hidden_wholly_from_those_who_may_not_see_them(cast, talk):
    part(talk, "abuse", compartment="sensitive", their_words="CANARY abuse")

    open_to_all = read(cast.worker, cast.person)
    hidden = read(cast.colleague, cast.person)

    assert "CANARY abuse" in open_to_all
    for word in ("CANARY abuse", "abuse or violence", "prostitution"):
        assert word not in hidden


def test_what_is_asked_of_women_is_a_link_for_a_man_who_has_said_nothing_of_it(cast, talk, writer):
    part(talk, "abuse", compartment="sensitive", their_words="It was me too")
    with writer():
        type(cast.person).objects.update(sex="male")

    said = read(cast.worker, cast.person)

    assert "It was me too" in said
    assert "Also asked of women: <a" in said
    assert 'id="sex_work"' not in said
    assert "Also asked of women" not in read(cast.colleague, cast.person)


@pytest.mark.parametrize("shown_as", ["today", "release", "outcomes"])
def test_womens_pathways_stay_hidden_however_the_list_is_named(cast, talk, shown_as):
    part(talk, "abuse", compartment="sensitive", their_words="CANARY abuse")

    said = read(cast.colleague, cast.person, shown_as=shown_as)

    assert "prostitution" not in said
    assert "CANARY abuse" not in said


@pytest.mark.parametrize(
    ("shown_as", "names", "left_out"),
    [
        ("pathways", ["Somewhere to live", "Money, benefits and ID"], False),
        ("today", ["Finance and ID", "Children, families and communities"], False),
        ("release", ["Wellbeing and mental health; Physical health", "Education; Employability"], True),
        ("outcomes", ["Criminal Activity; Engagement", "Social Functioning"], True),
        ("nonsense", ["Somewhere to live"], False),
    ],
)
def test_the_same_answers_are_shown_under_the_names_of_other_lists(cast, talk, shown_as, names, left_out):
    part(talk, their_words="My own door")

    said = read(cast.worker, cast.person, shown_as=shown_as)

    assert "My own door" in said
    assert all(name in said for name in names)
    assert ("Not on this list" in said) == left_out


def test_every_list_leaves_no_pathway_out_of_the_page():
    assert all(len(chosen.order) == 9 for chosen in LISTS.values())


def test_family_among_what_there_is_to_build_on_is_locked_without_family(cast):
    AssetFactory(person=cast.person, kind="family", compartment="family", words="CANARY mum")
    AssetFactory(person=cast.person, kind="strength", words="Hangs a door in forty minutes")

    said = read(cast.colleague, cast.person)

    assert "CANARY mum" not in said
    assert "Hangs a door in forty minutes" in said


def test_the_rules_say_what_they_stand_on(cast, talk):
    part(talk, level="a_lot")
    NeedFactory(person=cast.person, kind="mental_health", source="Prison nurse")
    StayFactory(person=cast.person, legal_status="sentenced", sentence_days=90)

    said = read(cast.worker, cast.person)

    assert "<b>Yes: homelessness and mental ill health.</b>" in said
    assert "Prison nurse, Mon 2 Mar" in said
    assert "Nadia Farrell, Kindling, Mon 2 Mar" in said
    assert "Not known yet. Not known: often in prison" in said
    assert "Not weighed in full" not in said


def test_earlier_years_and_safety_are_said_to_be_locked_whether_or_not_there_are_any(cast):
    HistoryFactory(person=cast.person, words="CANARY history", slept_rough=True)
    SafetyNoteFactory(person=cast.person)

    locked = read(cast.colleague, cast.person)
    shown = read(cast.worker, cast.person)

    assert "CANARY history" not in locked
    assert "whether or not" in locked
    assert "slept rough" not in locked.partition("What it stands on")[0]
    assert "CANARY history" in shown
    assert "Read the safety notes" in shown
    assert "CANARY safety" not in shown


def test_a_person_may_be_agreed_with_and_talked_with_again(cast, talk, writer):
    with writer():
        type(talk).objects.filter(pk=talk.pk).update(agreed_on=talk.begun_on, agreed_how="read through together")

    assert "Agreed on Mon 2 Mar" in read(cast.worker, cast.person)


def test_a_finished_talk_is_named_by_who_began_it_and_what_was_said_still_holds(cast, talk, writer):
    part(talk, their_words="My own door")
    with writer():
        type(talk).objects.filter(pk=talk.pk).update(ended_on=NOON.date())

    said = read(cast.worker, cast.person)

    assert "The last talk, begun by Nadia Farrell, Kindling, was finished on Mon 2 Mar" in said
    assert "My own door" in said
    assert "Talks before" in said


def test_those_who_only_know_of_someone_are_told_it_is_not_shared(cast, talk):
    part(talk, their_words="My own door")

    said = read(cast.knows_of, cast.person)

    assert "Needs and strengths are not shared with you" in said
    assert "My own door" not in said


def test_strangers_find_nothing_and_other_jobs_may_not_look(cast):
    assert cast.stranger.get(url(cast.person)).status_code == 404
    assert cast.no_job.get(url(cast.person)).status_code == 403


def test_a_look_is_written_down(cast, writer):
    cast.worker.get(url(cast.person))

    with writer():
        assert ReadEntry.objects.filter(person_id=cast.person.pk, where="assessments:assessment").count() == 1


def test_someone_who_may_only_read_is_offered_no_change(cast, talk, sign_in):
    reader = sign_in(worker_for(cast.person, role="information_governance"))
    part(talk)

    said = read(reader, cast.person)

    assert "Still so" not in said
    assert "Talk again" not in said
    assert reader.post(reverse("assessments:begin", args=[cast.person.pk])).status_code == 403


@pytest.mark.parametrize("talks", [1, 6])
def test_the_page_asks_the_database_no_more_however_much_was_said(cast, talk, talks, django_assert_max_num_queries):
    full(cast.person, talk, talks)
    cast.worker.get(url(cast.person))

    with django_assert_max_num_queries(MOST_QUERIES):
        page = cast.worker.get(url(cast.person)).content

    assert len(page) < LARGEST_PAGE


def full(person, talk, talks):
    """Keep as much as the page may show: every part, said again in each talk, confirmed, with everything around it."""
    for number in range(talks):
        for pathway in ("accommodation", "finance", "health", "substances", "work", "family", "thinking", "abuse"):
            said = part(talk, pathway, holds=number == 0, their_words="My own door. " * 4, our_view="Ready. " * 8)
            if said.holds:
                ConfirmationFactory(part=said)
        StayFactory(person=person, ended_on=NOON.date(), ended_how="release_planned")
        AssetFactory(person=person)
        SafetyNoteFactory(person=person)
        NeedFactory(person=person)
    HistoryFactory(person=person)
    KeyDateFactory(stay=StayFactory(person=person))


def test_a_colleague_of_another_person_sees_nothing_of_this_one(cast, talk, sign_in):
    part(talk, their_words="CANARY words")
    other = sign_in(worker_for(PersonFactory(), tier=Tier.LEADS))

    assert other.get(url(cast.person)).status_code == 404
