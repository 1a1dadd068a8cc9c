"""What can happen to a person's record: each act, each refusal, and two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from tests.factories import (
    NOON,
    TODAY,
    AreaFactory,
    ContactPointFactory,
    IdentifierFactory,
    NameFactory,
    NeedFactory,
    PersonFactory,
    RelationFactory,
    SensitiveFactFactory,
)
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import NotFound, Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing
from throughline.people import matching
from throughline.people.actions import circumstances, identity, registering
from throughline.people.actions.circumstances import RelationFacts
from throughline.people.models import ContactPoint, Identifier, Name, Need, Person
from throughline.people.rules import NewIdentifier, NewName, NewPerson

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
EWAN = NewName(kind="legal", given="Ewan", family="Quigley")
NUMBER = NewIdentifier(kind="prison_number", value="A1234BC")


@pytest.fixture(autouse=True)
def seeing_everyone(request):
    """Look at what was written as the writer does: these tests are about what is kept, not who sees it."""
    if "transaction" in request.keywords["django_db"].kwargs:
        yield
        return
    with writing():
        yield


def journalled(person):
    return list(JournalEntry.objects.filter(person_id=person.pk).order_by("seq").values_list("what", flat=True))


def register(**more):
    return registering.register(NewPerson(**{"names": (EWAN,)} | more), source="Test", **BY)


def test_registering_keeps_name_number_home_and_a_line_in_the_journal():
    area = AreaFactory()

    person = register(born_on=date(1994, 5, 4), identifiers=(NUMBER,), home_area_id=area.pk)

    kept = Person.objects.get(pk=person.pk)
    assert (kept.shown_name, kept.sort_name, kept.home_area_id) == ("Ewan Quigley", "quigley ewan", area.pk)
    assert matching.number_key("A1234BC") in kept.search_keys
    assert Name.objects.get(person=kept).family == "Quigley"
    assert Identifier.objects.get(person=kept).value == "A1234BC"
    assert journalled(kept) == ["people.registered"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"names": ()}, "Give at least one name"),
        ({"names": (NewName(kind="legal", given=" "),)}, "first name or a last name"),
        ({"born_on": TODAY + timedelta(days=1)}, "in the future"),
        ({"born_on": date(1890, 1, 1)}, "over 120"),
        ({"born_on": date(2020, 1, 1)}, "under 10"),
    ],
)
def test_nobody_is_registered_with_what_cannot_be(wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        register(**wrong)

    assert not Person.objects.exists()


def test_a_number_on_a_record_is_not_registered_twice():
    first = register(identifiers=(NUMBER,))

    with pytest.raises(registering.AlreadyKnown) as refusal:
        register(identifiers=(NUMBER,))

    assert refusal.value.person_id == first.pk
    assert Person.objects.count() == 1


def test_references_that_are_taken_are_not_given_again(monkeypatch):
    numbers = iter([7, 7, 8])
    monkeypatch.setattr(registering.secrets, "randbelow", lambda _: next(numbers))

    first, second = register(), register()

    assert first.reference != second.reference


def test_holders_of_numbers_are_found_and_ended_numbers_hold_nobody():
    held, gone = IdentifierFactory(), IdentifierFactory(ended_on=TODAY)
    numbers = [NewIdentifier(kind=row.kind, value=row.value) for row in (held, gone)]

    assert registering.holders(numbers) == [held.person_id]
    assert registering.holders([]) == []


def test_a_chosen_name_is_shown_from_then_on_and_the_legal_one_is_still_found_by():
    person = register()

    identity.add_name(person, name=NewName(kind="chosen", given="Az", family="Quigley"), source="Test", **BY)

    kept = Person.objects.get(pk=person.pk)
    assert kept.shown_name == "Az Quigley"
    assert {"n:az", "n:ewan"} <= set(kept.search_keys)


def test_a_new_legal_name_ends_the_one_before():
    person = register()

    new = NewName(kind="legal", given="Ewan", family="Tallis")
    identity.add_name(person, name=new, from_on=date(2026, 1, 1), source="Test", **BY)

    old = Name.objects.get(person=person, family="Quigley")
    assert old.until_on == date(2026, 1, 1)
    assert Person.objects.get(pk=person.pk).shown_name == "Ewan Tallis"


def test_the_same_name_is_not_kept_twice():
    person = register()

    with pytest.raises(Refused, match="on the record already"):
        identity.add_name(person, name=NewName(kind="legal", given="EWAN", family="quigley"), source="Test", **BY)


def test_the_only_name_cannot_be_ended():
    person = register()
    name = Name.objects.get(person=person)

    with pytest.raises(Refused, match="only name"):
        identity.end_name(name, on=TODAY, **BY)


def test_a_name_that_ended_stays_as_it_ended():
    name = NameFactory(until_on=date(2020, 1, 1))
    NameFactory(person=name.person)

    identity.end_name(name, on=TODAY, **BY)

    assert Name.objects.get(pk=name.pk).until_on == date(2020, 1, 1)
    assert journalled(name.person) == []


def test_ending_a_name_keeps_it_and_says_so():
    person = register()
    alias = identity.add_name(person, name=NewName(kind="alias", given="Ez"), source="Test", **BY)

    identity.end_name(alias, on=TODAY, **BY)

    assert Name.objects.get(pk=alias.pk).until_on == TODAY
    assert "n:ez" in Person.objects.get(pk=person.pk).search_keys
    assert journalled(person)[-1] == "people.name_ended"


def change(person, **more):
    kept = {"born_on": person.born_on, "sex": person.sex, "language": person.language, "home_area": person.home_area}
    return identity.change_details(person, **kept | {"version": person.version} | more, **BY)


def test_details_change_and_the_journal_holds_before_and_after():
    person = PersonFactory(language="")

    change(person, language="Polish")

    entry = JournalEntry.objects.get(person_id=person.pk)
    assert entry.facts == {"language": ["not known", "Polish"]}
    assert Person.objects.get(pk=person.pk).version == person.version + 1


def test_details_that_stay_the_same_are_no_change():
    person = PersonFactory()

    change(person)

    assert journalled(person) == []
    assert Person.objects.get(pk=person.pk).version == person.version


def test_details_someone_else_changed_first_are_refused():
    person = PersonFactory()
    change(person, language="Polish")

    with pytest.raises(Stale):
        change(person, language="Welsh")

    assert Person.objects.get(pk=person.pk).language == "Polish"


def test_a_birth_date_that_cannot_be_is_refused():
    with pytest.raises(Refused, match="in the future"):
        change(PersonFactory(), born_on=TODAY + timedelta(days=1))


def test_a_number_is_kept_once_and_found_by():
    person = register()

    first = identity.add_identifier(person, number=NUMBER, source="Test", **BY)
    again = identity.add_identifier(person, number=NUMBER, source="Test", **BY)

    assert first == again
    assert matching.number_key("A1234BC") in Person.objects.get(pk=person.pk).search_keys


def test_a_number_on_another_record_is_refused():
    taken, person = IdentifierFactory(), register()
    number = NewIdentifier(kind=taken.kind, value=taken.value)

    with pytest.raises(Refused, match="another record"):
        identity.add_identifier(person, number=number, source="Test", **BY)


def test_a_number_that_is_no_longer_theirs_finds_nobody_and_may_be_another_s():
    person = register(identifiers=(NUMBER,))

    identity.end_identifier(Identifier.objects.get(person=person), on=TODAY, **BY)

    assert matching.number_key("A1234BC") not in Person.objects.get(pk=person.pk).search_keys
    assert register(identifiers=(NUMBER,)).pk != person.pk


def test_a_way_to_reach_someone_is_kept_once():
    person = PersonFactory()
    facts = {"kind": "mobile", "value": "07700 900123", "safety": "safe", "source": "Test", "on": TODAY}
    circumstances.add_contact(person, **facts, **BY)

    with pytest.raises(Refused, match="on the record already"):
        circumstances.add_contact(person, **facts, **BY)

    assert ContactPoint.objects.count() == 1


def test_the_journal_says_that_a_way_to_reach_someone_changed_and_not_what_it_is():
    row = ContactPointFactory()

    circumstances.change_safety(row, safety="unsafe", safety_note="CANARY", version=row.version, **BY)

    entry = JournalEntry.objects.get(person_id=row.person_id)
    assert (entry.compartment, entry.facts) == ("contact", {"before": "unknown", "after": "unsafe"})


def test_needs_are_added_said_in_other_words_and_ended():
    person = PersonFactory()
    need = circumstances.add_need(person, kind="reading", words="Read to me", source="Test", on=TODAY, **BY)

    need = circumstances.change_need(need, words="Large print", version=need.version, **BY)
    circumstances.end(need, on=TODAY, version=need.version, **BY)

    kept = Need.objects.get()
    assert (kept.words, kept.ended_on) == ("Large print", TODAY)
    assert journalled(person) == ["people.need_added", "people.need_changed", "people.need_ended"]


def test_the_journal_names_a_kind_of_sensitive_history_and_never_its_words():
    fact = circumstances.add_sensitive(PersonFactory(), kind="exclusion", words="CANARY", source="Test", on=TODAY, **BY)

    circumstances.change_sensitive(fact, words="CANARY two", version=fact.version, **BY)

    for entry in JournalEntry.objects.filter(person_id=fact.person_id):
        assert entry.compartment == "sensitive"
        assert "CANARY" not in str(entry.facts)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": "partner", "best_interests": "Considered"}, "for a child"),
        ({"kind": "partner", "may_be_told": "plan"}, "the day the person said so"),
    ],
)
def test_family_facts_that_cannot_be_are_refused(facts, sentence):
    with pytest.raises(Refused, match=sentence):
        circumstances.add_relation(PersonFactory(), facts=RelationFacts(name="Jo", **facts), source="Test", **BY)


def test_what_family_may_be_told_changes_with_the_day_it_was_said():
    child = circumstances.add_relation(
        PersonFactory(), facts=RelationFacts(kind="child", name="Leah", best_interests="School"), source="T", **BY
    )

    told = RelationFacts(kind="child", name="Leah", may_be_told="plan", told_by_person_on=TODAY)
    row = circumstances.change_relation(child, facts=told, version=child.version, **BY)

    assert (row.may_be_told, row.version) == ("plan", 2)
    assert journalled(child.person) == ["people.relation_added", "people.relation_changed"]


def _end(row: object, version: int) -> object:
    return circumstances.end(row, on=TODAY, version=version, **BY)  # type: ignore[arg-type]


CHANGES: list[tuple[type, Callable[..., object]]] = [
    (
        ContactPointFactory,
        lambda row, version: circumstances.change_safety(row, safety="safe", safety_note="", version=version, **BY),
    ),
    (NeedFactory, lambda row, version: circumstances.change_need(row, words="Other", version=version, **BY)),
    (
        SensitiveFactFactory,
        lambda row, version: circumstances.change_sensitive(row, words="Other", version=version, **BY),
    ),
    (
        RelationFactory,
        lambda row, version: circumstances.change_relation(
            row, facts=RelationFacts(kind="partner", name="Jo"), version=version, **BY
        ),
    ),
    *[(made, _end) for made in (ContactPointFactory, NeedFactory, SensitiveFactFactory, RelationFactory)],
]


@pytest.mark.parametrize(("make", "act"), CHANGES)
def test_a_change_to_what_someone_else_changed_first_is_refused(make, act):
    row = make()
    act(row, row.version)

    with pytest.raises(Stale):
        act(row, row.version)


@pytest.mark.parametrize("make", [ContactPointFactory, NeedFactory, SensitiveFactFactory, RelationFactory])
def test_what_ended_cannot_end_again(make):
    row = make(ended_on=TODAY)

    with pytest.raises(Refused, match="ended already"):
        _end(row, row.version)


def test_a_person_who_is_gone_is_not_found():
    with pytest.raises(NotFound):
        identity.add_name(Person(), name=EWAN, source="Test", **BY)


def both(act: Callable[[int], object]) -> list[object]:
    """Do something twice at once, and return what came of each: a result or the refusal."""
    ready = Barrier(2)

    def at_once(which: int) -> object:
        ready.wait(timeout=10)
        try:
            return act(which)
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(at_once, range(2)))


def of(kind: type, came: list[object]) -> int:
    return sum(isinstance(one, kind) for one in came)


@pytest.mark.django_db(transaction=True)
def test_two_registrations_with_the_same_number_at_once_make_one_person(writer):
    came = both(lambda _: register(identifiers=(NUMBER,)))

    assert (of(Person, came), of(registering.AlreadyKnown, came)) == (1, 1)
    with writer():
        assert (Person.objects.count(), Identifier.objects.count(), JournalEntry.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_number_given_to_two_people_at_once_is_one_person_s(writer):
    people = [PersonFactory(), PersonFactory()]
    for person in people:
        NameFactory(person=person)

    came = both(lambda which: identity.add_identifier(people[which], number=NUMBER, source="Test", **BY))

    assert (of(Identifier, came), of(Refused, came)) == (1, 1)
    with writer():
        assert Identifier.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_legal_names_at_once_leave_one_in_use(writer):
    person = register()
    names = [NewName(kind="legal", given="Ewan", family=family) for family in ("One", "Two")]

    both(lambda which: identity.add_name(person, name=names[which], source="Test", **BY))

    with writer():
        assert Name.objects.filter(person=person, until_on=None).count() == 1
        assert Name.objects.filter(person=person).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_keep_one_and_refuse_one(writer):
    need = NeedFactory()

    came = both(lambda which: circumstances.change_need(need, words=f"Words {which}", version=1, **BY))

    assert (of(Need, came), of(Stale, came)) == (1, 1)
    with writer():
        assert Need.objects.get().version == 2
