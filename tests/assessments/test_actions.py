"""Talking things through: what can happen, what is refused, and what two at once may do."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import NOON, TODAY, OrganisationFactory, PersonFactory, UserFactory
from tests.factories.journey import AssessmentFactory, AssetFactory, PartOfLifeFactory, SafetyNoteFactory
from throughline.assessments.actions import assets, earlier, safety, talking
from throughline.assessments.models import Assessment, Asset, Confirmation, History, PartOfLife, SafetyNote
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)
CONCERN = {"concern": "self", "words": "Overdose in 2024", "context": "The week he left with no bed", "source": "Bel"}
YEARS = {"times_in_prison": 6, "years_inside": 4, "slept_rough": True, "source": "They told us", "said_on": TODAY}


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    """Look at rows as the writer does: what pages may see is another test's subject."""
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def begin(person=None, **facts):
    user = facts.pop("user", None) or UserFactory()
    given = {"case": None, "organisation": user.organisation, "on": TODAY, "by": SYSTEM, "at": NOON} | facts
    return talking.begin(person or PersonFactory(), user=user, **given)


def say(talk, **said):
    given = {"pathway": "work", "level": "some", "their_words": "Joinery", "our_view": "", "strengths": ""}
    given |= {"views": "one_view", "said_on": TODAY, "user": UserFactory(), "by": SYSTEM, "at": NOON}
    return talking.say(talk, **given | said)


def concern(**said):
    return safety.NewSafety(**CONCERN | {"noted_on": TODAY} | said)


def last_note():
    return JournalEntry.objects.order_by("seq").last()


def test_a_talk_begins_without_a_case():
    talk = begin(made_with="His mum")

    assert (talk.case, talk.ended_on, talk.made_with) == (None, None, "His mum")
    assert last_note().what == "assessments.begun"
    assert "His mum" not in str(last_note().facts)


def test_beginning_again_leads_to_the_talk_that_goes_on():
    first = begin()

    second = begin(first.person)

    assert second.pk == first.pk
    assert Assessment.objects.count() == 1


def test_after_one_is_finished_another_may_begin():
    first = begin()
    talking.end(first, on=TODAY, version=first.version, by=SYSTEM, at=NOON)

    assert begin(first.person).pk != first.pk


def test_nobody_begins_tomorrow():
    with pytest.raises(Refused, match="has not come yet"):
        begin(on=TOMORROW)


def test_the_database_refuses_a_second_open_talk():
    talk = AssessmentFactory()

    with pytest.raises(IntegrityError, match="one_open_assessment"), transaction.atomic():
        AssessmentFactory(person=talk.person)


def test_a_later_talk_takes_the_place_and_what_was_said_stays():
    talk = begin()
    first = say(talk, their_words="Joinery")

    second = say(talk, their_words="Cooking")

    first.refresh_from_db()
    assert (first.holds, first.their_words, second.holds) == (False, "Joinery", True)


def test_an_older_talk_written_down_later_is_kept_and_changes_nothing():
    talk = begin(on=YESTERDAY)
    newer = say(talk)

    older = say(talk, said_on=YESTERDAY, their_words="CANARY older")

    newer.refresh_from_db()
    assert (newer.holds, older.holds) == (True, False)
    assert last_note().what == "assessments.older_part_kept"


@pytest.mark.parametrize(
    ("pathway", "compartment"),
    [("work", ""), ("health", "needs"), ("substances", "needs"), ("family", "family"), ("abuse", "sensitive")],
)
def test_what_is_said_opens_and_is_noted_only_as_far_as_its_part_of_life(pathway, compartment):
    part = say(begin(), pathway=pathway)

    assert (part.compartment, last_note().compartment) == (compartment, compartment)
    assert "Joinery" not in str(last_note().facts)


def test_who_listened_is_kept_with_the_answer():
    listener = UserFactory()

    part = say(begin(), user=listener, organisation=listener.organisation)

    assert (part.by_user, part.organisation) == (listener, listener.organisation)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"pathway": "weather"}, "pathway"),
        ({"level": "not_talked"}, "level"),
        ({"views": "differ"}, "views"),
        ({"our_view": "Ready for it"}, "views"),
        ({"said_on": TOMORROW}, "said_on"),
    ],
)
def test_what_cannot_be_said_is_refused_beside_its_answer(said, field):
    with pytest.raises(Refused) as refusal:
        say(begin(), **said)

    assert refusal.value.field == field
    assert PartOfLife.objects.count() == 0


def test_nothing_is_added_to_a_finished_talk():
    talk = AssessmentFactory(ended_on=TODAY)

    with pytest.raises(Refused, match="was finished on 2 March 2026"):
        say(talk)


def test_another_agency_confirms_instead_of_asking_again():
    part, agency = PartOfLifeFactory(pathway="health", compartment="needs"), OrganisationFactory(name="Harbour")

    confirmations = [
        talking.still_so(part, on=TODAY, organisation=agency, user=None, by=SYSTEM, at=NOON) for _ in range(2)
    ]

    assert confirmations[0].pk == confirmations[1].pk
    assert confirmations[0].compartment == "needs"
    assert JournalEntry.objects.filter(what="assessments.confirmed", compartment="needs").count() == 1


@pytest.mark.parametrize(
    ("facts", "on", "sentence"),
    [
        ({"holds": False}, TODAY, "talked about again since"),
        ({"level": "declined"}, TODAY, "nothing to confirm"),
        ({}, TOMORROW, "has not come yet"),
        ({}, YESTERDAY, "before the day they said it"),
    ],
)
def test_what_no_longer_holds_or_was_not_said_cannot_be_confirmed(facts, on, sentence):
    part = PartOfLifeFactory(**facts)

    with pytest.raises(Refused, match=sentence):
        talking.still_so(part, on=on, organisation=part.organisation, user=None, by=SYSTEM, at=NOON)

    assert Confirmation.objects.count() == 0


def test_they_agree_together_and_who_was_there_is_kept():
    talk = begin()
    say(talk)

    agreed = talking.agree(
        talk, on=TODAY, how="Read through in visits", made_with="Leah", version=1, by=SYSTEM, at=NOON
    )

    assert (agreed.agreed_on, agreed.made_with, agreed.version) == (TODAY, "Leah", 2)


def test_there_is_nothing_to_agree_before_anything_was_said():
    talk = begin()
    say(talk, level="declined", their_words="")

    with pytest.raises(Refused, match="Nothing has been talked about"):
        talking.agree(talk, on=TODAY, how="T", made_with="", version=1, by=SYSTEM, at=NOON)


@pytest.mark.parametrize(("on", "sentence"), [(TOMORROW, "has not come"), (YESTERDAY, "before the talk began")])
def test_they_agree_on_a_day_that_can_be(on, sentence):
    talk = begin()
    say(talk)

    with pytest.raises(Refused, match=sentence):
        talking.agree(talk, on=on, how="T", made_with="", version=1, by=SYSTEM, at=NOON)


@pytest.mark.parametrize(("on", "sentence"), [(TOMORROW, "has not come"), (YESTERDAY, "before the talk began")])
def test_a_talk_finishes_on_a_day_that_can_be(on, sentence):
    with pytest.raises(Refused, match=sentence):
        talking.end(begin(), on=on, version=1, by=SYSTEM, at=NOON)


def test_a_talk_finishes_once():
    talk = begin()
    talking.end(talk, on=TODAY, version=1, by=SYSTEM, at=NOON)

    with pytest.raises(Stale):
        talking.end(talk, on=TODAY, version=1, by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="was finished on"):
        talking.end(talk, on=TODAY, version=2, by=SYSTEM, at=NOON)


@pytest.mark.parametrize(
    ("kind", "pathway", "compartment"),
    [
        ("strength", "", ""),
        ("strength", "work", ""),
        ("family", "", "family"),
        ("support", "health", "needs"),
        ("family", "health", "family"),
        ("family", "abuse", "sensitive"),
    ],
)
def test_what_there_is_to_build_on_opens_as_far_as_it_is_about(kind, pathway, compartment):
    new = assets.NewAsset(kind=kind, words="Leah", source="They told us", noted_on=TODAY, pathway=pathway)

    row = assets.add(PersonFactory(), new, assessment=None, by=SYSTEM, at=NOON)

    assert (row.compartment, last_note().compartment) == (compartment, compartment)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "luck"}, "kind"),
        ({"words": "  "}, "words"),
        ({"noted_on": TOMORROW}, "noted_on"),
        ({"pathway": "weather"}, "pathway"),
    ],
)
def test_what_says_nothing_is_not_added(said, field):
    given = {"kind": "strength", "words": "Patient", "source": "T", "noted_on": TODAY} | said

    with pytest.raises(Refused) as refusal:
        assets.add(PersonFactory(), assets.NewAsset(**given), assessment=None, by=SYSTEM, at=NOON)

    assert refusal.value.field == field
    assert Asset.objects.count() == 0


def test_what_is_no_longer_so_is_kept_and_ends_once():
    row = AssetFactory()

    assets.end(row, on=TODAY, version=1, by=SYSTEM, at=NOON)

    with pytest.raises(Stale):
        assets.end(row, on=TODAY, version=1, by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="ended already"):
        assets.end(row, on=TODAY, version=2, by=SYSTEM, at=NOON)
    assert Asset.objects.get().words == row.words


def test_a_concern_is_kept_with_its_context_and_noted_without_its_words():
    row = safety.note(PersonFactory(), concern(look_again_on=date(2026, 4, 1)), by=SYSTEM, at=NOON)

    assert (row.words, row.context) == (CONCERN["words"], CONCERN["context"])
    assert (last_note().what, last_note().compartment) == ("assessments.safety_noted", "risk")
    assert last_note().facts == {"concern": "Harm to themself"}


def test_a_concern_without_context_is_refused():
    with pytest.raises(Refused, match="gives it context"):
        safety.note(PersonFactory(), concern(context=""), by=SYSTEM, at=NOON)


def test_the_database_refuses_a_concern_without_context():
    with pytest.raises(IntegrityError, match="safety_has_context"), transaction.atomic():
        SafetyNoteFactory(context="")


def test_a_concern_written_anew_leaves_the_old_one_as_it_was():
    before = safety.note(PersonFactory(), concern(), by=SYSTEM, at=NOON)

    now = safety.change(before, concern(keeps_safe="Naloxone in the house"), version=1, by=SYSTEM, at=NOON)

    before.refresh_from_db()
    assert (before.ended_on, before.keeps_safe, now.ended_on) == (TODAY, "", None)
    assert SafetyNote.objects.count() == 2


def test_a_concern_changed_or_ended_by_someone_else_is_not_changed_again():
    row = safety.note(PersonFactory(), concern(), by=SYSTEM, at=NOON)
    safety.end(row, on=TODAY, version=1, by=SYSTEM, at=NOON)

    with pytest.raises(Stale):
        safety.change(row, concern(), version=1, by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="written anew or ended since"):
        safety.change(row, concern(), version=2, by=SYSTEM, at=NOON)


def test_earlier_years_are_told_and_what_they_said_before_stays_in_the_story():
    person = PersonFactory()
    earlier.tell(person, earlier.EarlierYears(**YEARS), version=earlier.NONE_YET, by=SYSTEM, at=NOON)

    row = earlier.tell(person, earlier.EarlierYears(**YEARS | {"times_in_prison": 8}), version=1, by=SYSTEM, at=NOON)

    assert (row.times_in_prison, row.version) == (8, 2)
    assert last_note().compartment == "sensitive"
    assert last_note().facts["before"] == "times in prison 6, years inside 4, slept rough yes"


def test_earlier_years_told_by_someone_else_meanwhile_are_not_overwritten():
    person = PersonFactory()
    earlier.tell(person, earlier.EarlierYears(**YEARS), version=earlier.NONE_YET, by=SYSTEM, at=NOON)

    with pytest.raises(Stale):
        earlier.tell(person, earlier.EarlierYears(**YEARS), version=earlier.NONE_YET, by=SYSTEM, at=NOON)

    assert History.objects.count() == 1


def test_earlier_years_that_say_nothing_are_refused():
    nothing = {"times_in_prison": None, "years_inside": None, "slept_rough": None}

    with pytest.raises(Refused, match="Nothing is filled in"):
        earlier.tell(PersonFactory(), earlier.EarlierYears(**YEARS | nothing), version=0, by=SYSTEM, at=NOON)


def both_at_once(act):
    """Do something from two connections at the same instant; return what each answered."""
    together, answers = threading.Barrier(2), []

    def acting(number):
        try:
            together.wait()
            answers.append(act(number))
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    workers = [threading.Thread(target=acting, args=(number,)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_begin_one_talk():
    person, users = PersonFactory(), [UserFactory(), UserFactory()]

    begun = both_at_once(lambda number: begin(person, user=users[number]).pk)

    assert len(set(begun)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_say_the_same_part_at_once_the_last_holds_and_both_are_kept():
    talk, user = AssessmentFactory(), UserFactory()

    said = both_at_once(lambda number: say(talk, their_words=f"Words {number}", user=user).pk)

    with writing():
        rows = {row.pk: row.holds for row in PartOfLife.objects.all()}
    assert set(rows) == set(said)
    assert sorted(rows.values()) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tell_of_earlier_years_at_once_one_is_asked_to_read_the_other():
    person = PersonFactory()

    told = both_at_once(
        lambda number: earlier.tell(person, earlier.EarlierYears(**YEARS), version=0, by=SYSTEM, at=NOON).version
    )

    assert sorted(map(str, told)) == ["1", "refused"]
