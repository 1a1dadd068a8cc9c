"""Other measures: small forms and lists, each as far as it is shared."""

import pytest
from django.urls import reverse

from tests.factories.journey import EvidenceFactory, TallyFactory, ToolScoreFactory
from throughline.foundations import clock
from throughline.outcomes.models import Evidence, Tally, ToolScore

pytestmark = pytest.mark.django_db


def at(cast, name="measures"):
    return reverse(f"outcomes:{name}", args=[cast.person.pk])


def text(response):
    return " ".join(response.content.decode().split())


def day(name, on=None):
    when = on or clock.today()
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def kept(writer, model):
    with writer():
        return list(model.objects.all())


TOTAL = {"tool": "core_10", "total": "12.5", "source": "Nurse Reid"}
DID = {"area": "family", "words": "Rang his mum", "source": "Az"}
TIMES = {"kind": "police", "number": "0", "source": "Police letter"}


def test_an_empty_page_says_what_can_be_kept(cast):
    shown = text(cast.worker.get(at(cast)))

    for words in ("Nothing kept yet", "No total is kept", "Nothing is counted", "Strong work ethic"):
        assert words in shown


def test_a_total_something_done_and_a_count_are_kept_and_shown(cast, case, once, writer):
    cast.worker.post(at(cast, "add_tool"), TOTAL | day("scored_on"))
    cast.worker.post(at(cast, "add_evidence"), DID | day("happened_on"))
    sent = cast.worker.post(at(cast, "add_tally"), TIMES | day("from_on") | day("to_on") | once, follow=True)

    shown = text(sent)
    for words in ("CORE-10", "12.5", "lower is better", "Rang his mum", "Contacts with the police", "Police letter"):
        assert words in shown
    for model in (ToolScore, Evidence, Tally):
        (row,) = kept(writer, model)
        assert row.case_id == case.pk


def test_two_totals_say_how_the_later_stands_to_the_earlier(cast):
    for days, total in ((30, 24), (0, 12)):
        on = clock.today().fromordinal(clock.today().toordinal() - days)
        ToolScoreFactory(person=cast.person, total=total, scored_on=on)

    assert "12 lower than the time before" in text(cast.worker.get(at(cast)))


def test_what_is_not_shared_is_locked(cast):
    ToolScoreFactory(person=cast.person, source="CANARYtool")
    TallyFactory(person=cast.person, source="CANARYtally")
    EvidenceFactory(person=cast.person, words="Rang his mum")

    shown = text(cast.colleague.get(at(cast)))

    assert "Rang his mum" in shown
    assert "CANARYt" not in shown
    assert shown.count("not shared with you") == 2
    assert "Measures are not shared with you" in text(cast.knows_of.get(at(cast)))


@pytest.mark.parametrize("name", ["add_tool", "add_tally"])
def test_nobody_adds_to_what_is_not_shared_with_them(cast, name):
    assert cast.colleague.get(at(cast, name)).status_code == 403
    assert cast.stranger.get(at(cast, name)).status_code == 404


@pytest.mark.parametrize(
    ("name", "typed", "words", "stays"),
    [
        ("add_tool", TOTAL | {"total": "41"} | day("scored_on"), "lies between 0 and 40", "Nurse Reid"),
        ("add_tool", TOTAL | {"total": "many"} | day("scored_on"), "Enter a number", "many"),
        ("add_tool", TOTAL | {"tool": "other"} | day("scored_on"), "Say which tool", "Nurse Reid"),
        ("add_evidence", DID | {"words": "x" * 10_000} | day("happened_on"), "500 characters", "xxxx"),
        ("add_evidence", DID | day("happened_on") | {"happened_on_year": "2199"}, "has not come", "Rang his mum"),
        ("add_tally", TIMES | day("to_on") | day("from_on") | {"number": "-1"}, "0 or more", "Police letter"),
        ("add_tally", TIMES | day("to_on") | day("from_on") | {"to_on_year": "2001"}, "before the first", "Police"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(cast, writer, name, typed, words, stays):
    shown = text(cast.worker.post(at(cast, name), typed))

    assert "There is a problem" in shown
    assert words in shown
    assert stays in shown
    assert [kept(writer, model) for model in (ToolScore, Evidence, Tally)] == [[], [], []]


def test_one_press_keeps_one(cast, once, writer):
    for _ in range(2):
        assert cast.worker.post(at(cast, "add_evidence"), DID | day("happened_on") | once).status_code == 302

    assert len(kept(writer, Evidence)) == 1


@pytest.mark.parametrize("number", [2, 60])
def test_many_measures_ask_no_more_questions(cast, number, django_assert_max_num_queries):
    for _ in range(number):
        ToolScoreFactory(person=cast.person)
        EvidenceFactory(person=cast.person)
        TallyFactory(person=cast.person)

    with django_assert_max_num_queries(25):
        cast.worker.get(at(cast))
