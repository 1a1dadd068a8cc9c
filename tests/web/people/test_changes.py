"""Adding, changing and ending each part of a person's record through its page."""

import pytest
from django.urls import reverse

from tests.factories import (
    AreaFactory,
    ContactPointFactory,
    IdentifierFactory,
    NameFactory,
    NeedFactory,
    PersonFactory,
    RelationFactory,
    SensitiveFactFactory,
)
from throughline.foundations.models import ReadEntry
from throughline.people.models import ContactPoint, Identifier, Name, Need, Person, Relation, SensitiveFact

pytestmark = pytest.mark.django_db

CONTACT = {"kind": "mobile", "value": "07700 900456", "safety": "ask_first", "safety_note": "Shared", "source": "Ewan"}
NEED = {"kind": "reading", "words": "Read letters with him", "source": "Ewan"}
RELATION = {"kind": "child", "name": "Leah", "may_be_told": "not_asked", "in_household": "no", "source": "Ewan"}
SENSITIVE = {"kind": "exclusion", "words": "Barred from one hostel", "source": "Council"}
NAME = {"kind": "chosen", "given": "Az", "family": "Tallis", "source": "Ewan"}
NUMBER = {"kind": "prison_number", "value": "a7777bc", "source": "Prison records"}
DETAILS = {"born_on_day": "4", "born_on_month": "5", "born_on_year": "1994", "sex": "male", "language": "Polish"}

ADD = [
    ("add_contact", CONTACT, ContactPoint, {"value": "07700 900456", "safety": "ask_first"}),
    ("add_need", NEED, Need, {"words": "Read letters with him"}),
    ("add_relation", RELATION, Relation, {"name": "Leah", "in_household": False, "wants_contact": None}),
    ("add_sensitive", SENSITIVE, SensitiveFact, {"words": "Barred from one hostel"}),
    ("add_name", NAME, Name, {"kind": "chosen", "given": "Az"}),
    ("add_number", NUMBER, Identifier, {"value": "A7777BC"}),
]
WRONG = [
    ("add_contact", CONTACT | {"value": ""}, "Enter the number, email or address"),
    ("add_need", NEED | {"words": ""}, "Enter what helps"),
    ("add_relation", RELATION | {"may_be_told": "plan"}, "Give the day the person said so"),
    ("add_relation", RELATION | {"kind": "parent", "best_interests": "School"}, "recorded for a child"),
    ("add_sensitive", SENSITIVE | {"kind": "nonsense"}, "Choose one of the answers listed"),
    ("add_name", NAME | {"given": "", "family": ""}, "Give a first name or a last name"),
    ("add_number", NUMBER | {"value": "12"}, "A prison number is a letter"),
    ("change_details", DETAILS | {"born_on_year": "2090", "version": "1"}, "in the future"),
]
CHANGE = [
    (ContactPointFactory, "change_contact", "contact_id", {"safety": "unsafe", "safety_note": ""}),
    (NeedFactory, "change_need", "need_id", {"words": "Large print"}),
    (RelationFactory, "change_relation", "relation_id", RELATION | {"kind": "partner"}),
    (SensitiveFactFactory, "change_sensitive", "fact_id", {"words": "Other words"}),
]
END = [
    (ContactPointFactory, "end_contact", "contact_id"),
    (NeedFactory, "end_need", "need_id"),
    (RelationFactory, "end_relation", "relation_id"),
    (SensitiveFactFactory, "end_sensitive", "fact_id"),
]


def url(name, person, **more):
    return reverse(f"people:{name}", kwargs={"person_id": person.pk, **more})


@pytest.mark.parametrize(("page", "said", "model", "kept"), ADD)
def test_what_is_added_is_kept_once_however_often_it_is_sent(cast, writer, once, page, said, model, kept):
    NameFactory(person=cast.person)

    first = cast.worker.post(url(page, cast.person), said | once)
    again = cast.worker.post(url(page, cast.person), said | once)

    assert (first.status_code, again.status_code) == (302, 302)
    with writer():
        row = model.objects.exclude(source="Test").get(person=cast.person)
    assert {name: getattr(row, name) for name in kept} == kept


@pytest.mark.parametrize(("page", "said", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, writer, once, page, said, sentence):
    answer = cast.worker.post(url(page, cast.person), said | {"source": "CANARY source"} | once)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text
    assert "CANARY source" in text or page == "change_details"
    with writer():
        assert not any(model.objects.exists() for *_, model, _ in ADD)


@pytest.mark.parametrize(("make", "page", "key", "said"), CHANGE)
def test_a_change_on_an_old_version_is_refused_and_what_was_typed_stays(cast, writer, make, page, key, said):
    row = make(person=cast.person)
    address = url(page, cast.person, **{key: row.pk})

    kept = cast.worker.post(address, said | {"version": "1"})
    stale = cast.worker.post(address, said | {"version": "1"})

    assert kept.status_code == 302
    assert "Someone else changed this while you had it open" in stale.content.decode()
    with writer():
        assert type(row).objects.get().version == 2


def test_sensitive_words_are_shown_to_change_only_to_those_who_gave_a_reason(cast):
    row = SensitiveFactFactory(person=cast.person)
    address = url("change_sensitive", cast.person, fact_id=row.pk)

    typed_in = cast.worker.get(address)
    with_a_reason = cast.worker.post(address, {"why": "Making a housing application"})

    assert (typed_in.status_code, with_a_reason.status_code) == (302, 200)
    assert row.words in with_a_reason.content.decode()


@pytest.mark.parametrize(("make", "page", "key"), END)
def test_ending_asks_first_then_keeps_the_row_as_ended(cast, writer, make, page, key):
    row = make(person=cast.person)
    address = url(page, cast.person, **{key: row.pk})

    asked = cast.worker.get(address)
    done = cast.worker.post(address, {"version": "1"})

    assert (asked.status_code, done.status_code) == (200, 302)
    with writer():
        assert type(row).objects.get().ended_on is not None


@pytest.mark.parametrize(("make", "page", "key"), [row[:3] for row in CHANGE] + END)
def test_a_row_of_someone_else_is_not_found_under_this_person(cast, make, page, key):
    other = make()

    answer = cast.worker.get(url(page, cast.person, **{key: other.pk}))

    assert answer.status_code == 404
    assert other.person.shown_name not in answer.content.decode()


@pytest.mark.parametrize(("make", "page", "key"), [row[:3] for row in CHANGE] + END)
def test_a_colleague_without_the_lane_changes_nothing_in_it(cast, writer, make, page, key):
    row = make(person=cast.person)

    answer = cast.colleague.post(url(page, cast.person, **{key: row.pk}), {"version": "1"})

    assert answer.status_code == 403
    with writer():
        assert type(row).objects.get().version == 1


@pytest.mark.parametrize(("page", "said"), [row[:2] for row in ADD])
def test_a_stranger_adds_nothing_to_someone_they_may_not_know_of(cast, writer, once, page, said):
    assert cast.stranger.post(url(page, cast.person), said | once).status_code == 404

    with writer():
        assert not any(model.objects.exists() for *_, model, _ in ADD)


def test_details_change_with_home_area_kept_apart_from_the_prison(cast, writer, once):
    area = AreaFactory()

    answer = cast.worker.post(
        url("change_details", cast.person), DETAILS | {"home_area": str(area.pk), "version": "1"} | once
    )

    assert answer.status_code == 302
    with writer():
        kept = Person.objects.get()
    assert (kept.home_area_id, kept.language, kept.sex) == (area.pk, "Polish", "male")


def test_details_someone_else_changed_first_keep_what_was_typed(cast):
    said = DETAILS | {"home_area": "", "version": "1"}
    cast.worker.post(url("change_details", cast.person), said)

    stale = cast.worker.post(url("change_details", cast.person), said | {"language": "Welsh"}).content.decode()

    assert "Someone else changed this while you had it open" in stale
    assert 'value="Welsh"' in stale


def test_a_lost_version_is_refused_rather_than_guessed(cast):
    need = NeedFactory(person=cast.person)

    page = cast.worker.post(url("change_need", cast.person, need_id=need.pk), {"words": "Other", "version": "x"})

    assert "Someone else changed this" in page.content.decode()


def test_a_name_and_a_number_end_through_their_pages(cast, writer):
    NameFactory(person=cast.person)
    alias = NameFactory(person=cast.person, kind="alias", given="Ez")
    number = IdentifierFactory(person=cast.person)

    cast.worker.post(url("end_name", cast.person, name_id=alias.pk), {"sure": "yes"})
    cast.worker.post(url("end_number", cast.person, number_id=number.pk), {"sure": "yes"})

    with writer():
        assert Name.objects.get(pk=alias.pk).until_on is not None
        assert Identifier.objects.get(pk=number.pk).ended_on is not None


def test_the_only_name_cannot_be_ended_and_the_page_says_why(cast):
    name = NameFactory(person=cast.person)

    page = cast.worker.post(url("end_name", cast.person, name_id=name.pk), {"sure": "yes"}).content.decode()

    assert "This is the only name on the record" in page


def test_a_number_on_a_record_elsewhere_is_refused_without_saying_whose(cast, once):
    NameFactory(person=cast.person)
    taken = IdentifierFactory(person=PersonFactory(shown_name="CANARY elsewhere"))

    page = cast.worker.post(url("add_number", cast.person), NUMBER | {"value": "A1111BC"} | once)
    refused = cast.worker.post(url("add_number", cast.person), NUMBER | {"value": taken.value})

    assert page.status_code == 302
    assert "That number is on another record" in refused.content.decode()
    assert "CANARY elsewhere" not in refused.content.decode()


class TestSensitiveHistory:
    def test_it_is_not_shown_before_a_reason_is_given(self, cast):
        SensitiveFactFactory(person=cast.person)

        page = cast.worker.get(url("sensitive", cast.person)).content.decode()

        assert "You are about to read sensitive history" in page
        assert "CANARY sensitive" not in page

    def test_a_reason_opens_it_once_and_is_kept_with_the_look(self, cast, writer, once):
        SensitiveFactFactory(person=cast.person)
        why = "Choosing a safe address for release"

        shown = cast.worker.post(url("sensitive", cast.person), {"why": why} | once)
        later = cast.worker.get(url("sensitive", cast.person))

        assert "CANARY sensitive" in shown.content.decode()
        assert "CANARY sensitive" not in later.content.decode()
        with writer():
            looks = ReadEntry.objects.filter(person_id=cast.person.pk, where="people:sensitive").order_by("seq")
            assert [look.why for look in looks] == [why, "Asked to read, not read"]

    def test_a_reason_that_says_nothing_opens_nothing(self, cast):
        SensitiveFactFactory(person=cast.person)

        page = cast.worker.post(url("sensitive", cast.person), {"why": "because"}).content.decode()

        assert "at least 10 characters" in page
        assert "CANARY sensitive" not in page

    def test_a_reason_opens_nothing_to_a_team_it_was_not_shared_with(self, cast):
        SensitiveFactFactory(person=cast.person)

        answer = cast.colleague.post(url("sensitive", cast.person), {"why": "I should like to read this"})

        assert "CANARY sensitive" not in answer.content.decode()
        assert "whether or not there is any" in answer.content.decode()
