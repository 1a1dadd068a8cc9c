"""Beginning a talk, writing down each part of life, agreeing and finishing, through the pages."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from tests.factories import NOON, TODAY, OrganisationFactory, PersonFactory, UserFactory, worker_for
from tests.factories.journey import AssessmentFactory, PartOfLifeFactory
from throughline.assessments.models import Assessment, Confirmation, PartOfLife
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db

SAID = {"level": "some", "their_words": "My own door 🚪", "our_view": "", "strengths": "", "views": "one_view"}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def day(name, on=TODAY):
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def url(name, person, pathway="", **more):
    of_part = {"pathway": pathway} if pathway else {}
    return reverse(f"assessments:{name}", kwargs={"person_id": person.pk, **of_part, **more})


def said(**changed):
    return SAID | day("said_on") | {"submission": str(uuid4())} | changed


@pytest.fixture
def talk(cast):
    nadia = UserFactory(name="Nadia Farrell", organisation=OrganisationFactory(name="Kindling"))
    return AssessmentFactory(person=cast.person, begun_by=nadia, organisation=nadia.organisation)


def test_a_talk_begins_once_however_often_it_is_sent(cast, writer, once):
    typed = day("on") | {"made_with": "His mum"} | once

    answers = [cast.worker.post(url("begin", cast.person), typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    with writer():
        begun = Assessment.objects.get()
        assert (begun.begun_by, begun.made_with, begun.case) == (cast.worker_user, "His mum", None)


def test_a_personal_officer_may_begin_one_on_admission(cast, writer, sign_in):
    officer = sign_in(worker_for(cast.person, tier=Tier.WORKS_WITH, role="personal_officer"))

    assert officer.post(url("begin", cast.person), day("on")).status_code == 302

    with writer():
        assert Assessment.objects.count() == 1


def test_beginning_where_a_talk_goes_on_leads_to_it(cast, talk, writer):
    asked = cast.worker.get(url("begin", cast.person)).content.decode()
    sent = cast.worker.post(url("begin", cast.person), day("on"), follow=True).content.decode()

    sentence = "Nadia Farrell, Kindling began this on Mon 2 Mar. Go on with it instead of asking again."
    assert sentence in asked
    assert "Begin the talk" not in asked
    assert sentence in sent
    with writer():
        assert Assessment.objects.count() == 1


def test_beginning_soon_after_one_was_finished_says_so_and_lets_them(cast, writer):
    before = AssessmentFactory(person=cast.person, ended_on=TODAY)

    asked = cast.worker.get(url("begin", cast.person)).content.decode()
    sent = cast.worker.post(url("begin", cast.person), day("on"))

    assert f"{before.begun_by.name}, {before.organisation.name} began this on Mon 2 Mar and finished it" in asked
    assert "ask whether it is still so" in asked
    assert sent.status_code == 302
    with writer():
        assert Assessment.objects.count() == 2


def test_what_is_said_is_kept_once_with_who_listened(cast, talk, writer):
    typed = said()

    answers = [cast.worker.post(url("say", cast.person, "work"), typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == f"{url('assessment', cast.person)}#work"
    with writer():
        part = PartOfLife.objects.get()
        assert (part.their_words, part.by_user, part.organisation) == (
            "My own door 🚪",
            cast.worker_user,
            cast.worker_user.organisation,
        )


def test_one_may_go_on_to_the_next_part_nobody_talked_about(cast, talk):
    PartOfLifeFactory(assessment=talk, pathway="finance")

    answer = cast.worker.post(url("say", cast.person, "accommodation"), said(next="yes"))

    assert answer.headers["Location"] == url("say", cast.person, "health")


def test_the_last_part_leads_back_to_the_page(cast, talk):
    for pathway in ("finance", "health", "substances", "work", "family", "thinking", "abuse", "sex_work"):
        PartOfLifeFactory(assessment=talk, pathway=pathway)

    answer = cast.worker.post(url("say", cast.person, "accommodation"), said(next="yes"))

    assert answer.headers["Location"] == f"{url('assessment', cast.person)}#accommodation"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"level": ""}, "Answer “How much help does this need?”"),
        ({"level": "not_talked"}, "so choose how much help this needs"),
        ({"views": "differ"}, "write down both views"),
        ({"our_view": "Ready"}, "Say whether you see it alike"),
        ({"their_words": "CANARY" + "x" * 10_000}, "must be 2000 characters or fewer"),
        ({"said_on_year": "2031"}, "has not come yet"),
        ({"said_on_day": "31", "said_on_month": "2"}, "must be a real date"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, talk, writer, typed, sentence):
    answer = cast.worker.post(url("say", cast.person, "work"), said(strengths="CANARY typed") | typed)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text
    assert "CANARY typed" in text
    with writer():
        assert PartOfLife.objects.count() == 0


def test_the_last_answer_is_shown_so_that_nobody_asks_it_all_again(cast, talk):
    PartOfLifeFactory(assessment=talk, pathway="work", their_words="Joinery", our_view="Skilled", views="differ")

    text = cast.worker.get(url("say", cast.person, "work")).content.decode()

    assert "Joinery" in text
    assert "They see it differently" in text
    assert "Still so, today" in text


def test_a_talk_finished_by_someone_else_meanwhile_keeps_what_was_typed(cast, talk, writer):
    with writer():
        Assessment.objects.update(ended_on=TODAY)

    answer = cast.worker.post(url("say", cast.person, "work"), said())

    text = answer.content.decode()
    assert "No talk goes on with them now" in text
    assert "My own door 🚪" in text
    assert cast.worker.get(url("say", cast.person, "work")).status_code == 302


@pytest.mark.parametrize(
    ("who", "part", "status"),
    [
        ("worker", "abuse", 200),
        ("colleague", "work", 200),
        ("colleague", "health", 403),
        ("colleague", "abuse", 404),
        ("colleague", "weather", 404),
        ("knows_of", "work", 403),
        ("stranger", "work", 404),
        ("no_job", "work", 403),
    ],
)
def test_each_part_is_written_only_by_those_it_is_shared_with(cast, talk, writer, who, part, status):
    asked = getattr(cast, who).get(url("say", cast.person, part))
    sent = getattr(cast, who).post(url("say", cast.person, part), said())

    assert asked.status_code == status
    assert sent.status_code == (302 if status == 200 else status)
    with writer():
        assert PartOfLife.objects.count() == (status == 200)


def test_the_next_agency_says_still_so_once(cast, talk, writer, once):
    part = PartOfLifeFactory(assessment=talk, pathway="work")
    address = url("still_so", cast.person, part_id=part.pk)

    answers = [cast.colleague.post(address, once) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    with writer():
        assert Confirmation.objects.count() == 1


def test_still_so_over_what_was_said_anew_is_refused_with_a_sentence(cast, talk, writer):
    part = PartOfLifeFactory(assessment=talk, pathway="work", holds=False)

    answer = cast.worker.post(url("still_so", cast.person, part_id=part.pk), follow=True)

    assert "This was talked about again since" in answer.content.decode()
    with writer():
        assert Confirmation.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("colleague", 404), ("stranger", 404), ("no_job", 403)])
def test_still_so_is_not_for_those_the_part_is_not_shared_with(cast, talk, who, status):
    part = PartOfLifeFactory(assessment=talk, pathway="health", compartment="needs")

    answer = getattr(cast, who).post(url("still_so", cast.person, part_id=part.pk))

    assert answer.status_code == status


def test_a_part_of_someone_elses_life_is_not_found(cast):
    other = PartOfLifeFactory(person=PersonFactory())

    assert cast.worker.post(url("still_so", cast.person, part_id=other.pk)).status_code == 404


def test_both_agree_and_the_page_says_so(cast, talk):
    PartOfLifeFactory(assessment=talk)
    typed = day("on") | {"how": "Read through in visits", "made_with": "Leah", "version": "1"}

    answer = cast.worker.post(url("agree", cast.person), typed, follow=True)

    text = answer.content.decode()
    assert "Agreed on Mon 2 Mar." in text
    assert "Read through in visits" in text
    assert "with Leah" in text


def test_agreeing_to_nothing_is_refused_and_what_was_typed_stays(cast, talk):
    answer = cast.worker.post(url("agree", cast.person), day("on") | {"how": "CANARY how", "version": "1"})

    text = answer.content.decode()
    assert "Nothing has been talked about yet" in text
    assert "CANARY how" in text


def test_agreeing_over_someone_elses_change_is_refused(cast, talk):
    PartOfLifeFactory(assessment=talk)
    typed = day("on") | {"how": "CANARY how", "version": "1"}

    cast.worker.post(url("agree", cast.person), typed)
    stale = cast.worker.post(url("agree", cast.person), typed)

    assert "Someone else changed this while you had it open" in stale.content.decode()


def test_a_talk_is_finished_and_what_was_said_still_holds(cast, talk, writer):
    PartOfLifeFactory(assessment=talk, their_words="My own door")

    answer = cast.worker.post(url("finish", cast.person), day("on") | {"version": "1"}, follow=True)
    again = cast.worker.post(url("finish", cast.person), day("on") | {"version": "1"}, follow=True)

    assert "My own door" in answer.content.decode()
    assert "Begin a talk" in answer.content.decode()
    assert "finished by someone else" in again.content.decode()


@pytest.mark.parametrize("page", ["agree", "finish", "begin"])
@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("no_job", 403), ("knows_of", 403)])
def test_only_those_who_work_with_someone_talk_things_through(cast, talk, page, who, status):
    client = getattr(cast, who)

    assert client.get(url(page, cast.person)).status_code == status
    assert client.post(url(page, cast.person), day("on")).status_code == status


def test_what_is_typed_about_one_part_is_kept_for_that_part_alone(cast, talk):
    page = cast.worker.get(url("say", cast.person, "work")).content.decode()
    pass_ = re.search(r'name="draft" value="([^"]+)"', page)[1]

    cast.worker.post(reverse("drafts:keep"), said(draft=pass_))

    assert "My own door 🚪" in cast.worker.get(f"{url('say', cast.person, 'work')}?draft=use").content.decode()
    assert "My own door 🚪" not in cast.worker.get(f"{url('say', cast.person, 'health')}?draft=use").content.decode()
