"""Versions are never changed; partnerships take them up, partners agree, and each step refuses what makes no sense."""

from datetime import timedelta

import pytest

from tests.factories import NOON, TODAY, OrganisationFactory, PartnerFactory, PartnershipFactory
from tests.factories.protocols import AdoptionFactory, VersionFactory, a_protocol, a_step, shipped_version
from tests.plans.at_once import answers_of
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.protocols.actions import publishing
from throughline.protocols.known import protocol_of, shipped
from throughline.protocols.models import Adoption, Signing, Version
from throughline.protocols.reading.faults import Faulty

WEEK = timedelta(days=7)


@pytest.fixture
def partnership(db):
    return PartnershipFactory(name="Solway")


def publish(partnership, text, *, on=TODAY):
    return publishing.publish(text, partnership=partnership, on=on, by=SYSTEM, at=NOON)


def take_up(version, partnership, *, starts_on=TODAY, words=""):
    return publishing.take_up(version, partnership=partnership, starts_on=starts_on, words=words, by=SYSTEM, at=NOON)


def end(adoption, *, on=TODAY, words="A newer one is out"):
    return publishing.end_adoption(adoption, on=on, words=words, by=SYSTEM, at=NOON)


def sign(adoption, organisation, *, on=TODAY, words=""):
    return publishing.sign(adoption, organisation=organisation, on=on, words=words, by=SYSTEM, at=NOON)


def noted():
    return list(JournalEntry.objects.order_by("seq").values_list("what", flat=True))


@pytest.fixture
def read_journal(writer):
    with writer():
        yield


def test_what_ships_is_there_after_migrating_and_is_laid_once(db):
    there = Version.objects.filter(partnership=None)

    assert publishing.lay_down(on=TODAY, at=NOON) == []
    assert there.count() == len(shipped()) == 9
    assert {protocol_of(version).title for version in there} == {version.title for version in there}


def test_publishing_keeps_the_file_word_for_word(partnership, read_journal):
    made = publish(partnership, a_protocol(title="Our way").replace("\n", "\r\n"))

    assert (made.slug, made.number, made.title, made.published_on) == ("ours", 1, "Our way", TODAY)
    assert made.text == a_protocol(title="Our way")
    assert protocol_of(made).steps[0].title == "Get ID"
    assert made.published_by_words == SYSTEM.words
    assert noted() == ["protocols.published"]


def test_the_same_text_again_is_the_version_there_is(partnership, read_journal):
    first = publish(partnership, a_protocol())

    assert publish(partnership, f"\ufeff{a_protocol()}\n\n") == first
    assert noted() == ["protocols.published"]


def test_what_ships_is_not_published_a_second_time(partnership):
    ours = shipped_version("first-days-out")

    assert publish(partnership, ours.text) == ours


@pytest.mark.parametrize(("number", "said"), [(2, "already a version 2"), (1, "Version 2 of this protocol is there")])
def test_a_lower_or_equal_number_with_another_text_is_refused(partnership, number, said):
    publish(partnership, a_protocol(number=2))

    with pytest.raises(Refused, match=said) as refusal:
        publish(partnership, a_protocol("ours", number, a_step(title="Get a passport")))

    assert refusal.value.field == "text"
    assert Version.objects.filter(partnership=partnership).count() == 1


def test_a_number_that_what_ships_has_is_taken(partnership):
    with pytest.raises(Refused, match="give this text the number 2"):
        publish(partnership, a_protocol("first-days-out", 1))


def test_the_next_number_is_published_beside_the_last(partnership):
    first = publish(partnership, a_protocol())

    second = publish(partnership, a_protocol(number=3))

    assert second.pk != first.pk
    assert {row.number for row in Version.objects.filter(slug="ours")} == {1, 3}


def test_two_partnerships_have_each_their_own(partnership):
    other = PartnershipFactory()

    first, second = publish(partnership, a_protocol()), publish(other, a_protocol("ours", 1, a_step("bank.account")))

    assert first.pk != second.pk


def test_a_file_with_faults_is_refused_whole(partnership):
    with pytest.raises(Faulty) as refusal:
        publish(partnership, a_protocol().replace("pathway: finance", "pathway: fortune"))

    assert [fault.line for fault in refusal.value.faults] == [9]
    assert not Version.objects.filter(partnership=partnership).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_one_number_at_once_publish_one():
    partnership = PartnershipFactory()
    texts = [a_protocol(), a_protocol("ours", 1, a_step("bank.account"))]

    answers = answers_of(*[lambda text=text: publish(partnership, text) for text in texts])

    assert answers == ["kept", "refused"]
    assert Version.objects.filter(partnership=partnership).count() == 1


def test_taking_up_ends_the_version_in_use_the_same_day(partnership, read_journal):
    first, second = publish(partnership, a_protocol()), publish(partnership, a_protocol(number=2))
    before = take_up(first, partnership)

    after = take_up(second, partnership, starts_on=TODAY + WEEK, words="Steering group")

    before.refresh_from_db()
    assert (before.ends_on, after.starts_on, after.ends_on) == (TODAY + WEEK, TODAY + WEEK, None)
    assert after.words == "Steering group"
    assert noted().count("protocols.taken_up") == 2


def test_taking_up_twice_is_once(partnership, read_journal):
    version = publish(partnership, a_protocol())

    assert take_up(version, partnership) == take_up(version, partnership)
    assert noted().count("protocols.taken_up") == 1


def test_what_ships_may_be_taken_up_by_anyone_from_any_day(partnership):
    ours = shipped_version("six-stages")

    assert take_up(ours, partnership, starts_on=TODAY - 300 * WEEK).slug == "six-stages"
    assert take_up(ours, PartnershipFactory()).version_of == ours


def test_another_partnerships_version_is_not_for_us(partnership):
    theirs = VersionFactory()

    with pytest.raises(Refused, match="belongs to another partnership"):
        take_up(theirs, partnership)


def test_a_version_is_not_taken_up_before_it_was_published(partnership):
    version = publish(partnership, a_protocol())

    with pytest.raises(Refused, match="published on 2 March 2026") as refusal:
        take_up(version, partnership, starts_on=TODAY - timedelta(days=1))

    assert refusal.value.field == "starts_on"


def test_a_version_is_not_taken_up_before_a_later_one_begins(partnership):
    first, second = publish(partnership, a_protocol()), publish(partnership, a_protocol(number=2))
    take_up(second, partnership, starts_on=TODAY + WEEK)

    with pytest.raises(Refused, match="begins on 9 March 2026"):
        take_up(first, partnership)


def test_one_that_was_given_up_before_it_began_is_in_nobodys_way(partnership):
    first, second = publish(partnership, a_protocol()), publish(partnership, a_protocol(number=2))
    later = take_up(second, partnership, starts_on=TODAY + WEEK)
    end(later, on=TODAY + WEEK)

    assert take_up(first, partnership).starts_on == TODAY


@pytest.mark.django_db(transaction=True)
def test_two_who_take_up_at_once_leave_one_in_use():
    partnership = PartnershipFactory()
    versions = [publish(partnership, a_protocol(number=number)) for number in (1, 2)]

    answers_of(*[lambda version=version: take_up(version, partnership) for version in versions])

    assert Adoption.objects.filter(partnership=partnership, ends_on=None).count() == 1


def test_ending_says_when_and_why(partnership, read_journal):
    adoption = take_up(publish(partnership, a_protocol()), partnership)

    ended = end(adoption, on=TODAY + WEEK, words="The pilot is over.")

    facts = JournalEntry.objects.get(what="protocols.ended").facts
    assert ended.ends_on == TODAY + WEEK
    assert (facts["why"], facts["on"], facts["partnership"]) == ("The pilot is over", "2026-03-09", "Solway")


@pytest.mark.parametrize(
    ("on", "words", "said"),
    [(TODAY - WEEK, "Over", "began on 2 March 2026"), (TODAY, " ", "Say why"), (None, "Over", "has ended already")],
)
def test_what_cannot_end(partnership, on, words, said):
    adoption = take_up(publish(partnership, a_protocol()), partnership)
    if on is None:
        end(adoption)

    with pytest.raises(Refused, match=said):
        end(adoption, on=on or TODAY, words=words)


def test_a_partner_agrees_once(partnership, read_journal):
    organisation = PartnerFactory(partnership=partnership).organisation
    adoption = take_up(publish(partnership, a_protocol()), partnership)

    first, again = sign(adoption, organisation, words="The director"), sign(adoption, organisation)

    assert first == again
    assert noted().count("protocols.signed") == 1


@pytest.mark.parametrize(
    ("on", "said"),
    [(TODAY - WEEK, "published on 2 March 2026"), (TODAY + WEEK, "still to come")],
)
def test_a_day_on_which_nobody_can_have_agreed(partnership, on, said):
    organisation = PartnerFactory(partnership=partnership).organisation
    adoption = take_up(publish(partnership, a_protocol()), partnership)

    with pytest.raises(Refused, match=said) as refusal:
        sign(adoption, organisation, on=on)

    assert refusal.value.field == "on"


def test_only_partners_agree(partnership):
    adoption = take_up(publish(partnership, a_protocol()), partnership)
    left = PartnerFactory(partnership=partnership, ends_on=TODAY).organisation

    for organisation in (OrganisationFactory(), left):
        with pytest.raises(Refused, match="was not in the partnership on 2 March 2026"):
            sign(adoption, organisation)


def test_agreeing_on_another_day_is_refused(partnership):
    organisation = PartnerFactory(partnership=partnership).organisation
    adoption = take_up(shipped_version("six-stages"), partnership)
    sign(adoption, organisation, on=TODAY - WEEK)

    with pytest.raises(Refused, match="agreed to it on 23 February 2026 already"):
        sign(adoption, organisation)


def test_nobody_agrees_to_what_has_ended(partnership):
    organisation = PartnerFactory(partnership=partnership).organisation
    adoption = take_up(publish(partnership, a_protocol()), partnership)
    end(adoption)

    with pytest.raises(Refused, match="stopped working to it"):
        sign(adoption, organisation)


@pytest.mark.django_db(transaction=True)
def test_two_who_keep_one_agreement_at_once_keep_one():
    adoption = AdoptionFactory()
    organisation = PartnerFactory(partnership=adoption.partnership).organisation

    answers = answers_of(*[lambda: sign(adoption, organisation)] * 2)

    assert answers == ["kept", "kept"]
    assert Signing.objects.filter(adoption=adoption).count() == 1


def test_nobody_new_is_put_on_a_retired_version(partnership, read_journal):
    version = publish(partnership, a_protocol())

    retired = publishing.retire(version, on=TODAY + WEEK, by=SYSTEM, at=NOON)

    assert retired.retired_on == TODAY + WEEK
    assert "protocols.retired" in noted()
    with pytest.raises(Refused, match="Nobody new works to this version from 9 March 2026"):
        take_up(retired, partnership, starts_on=TODAY + WEEK)


def test_what_cannot_be_retired(partnership):
    version = publish(partnership, a_protocol())

    with pytest.raises(Refused, match="comes with Throughline"):
        publishing.retire(shipped_version("six-stages"), on=TODAY, by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="published on 2 March 2026"):
        publishing.retire(version, on=TODAY - WEEK, by=SYSTEM, at=NOON)
    publishing.retire(version, on=TODAY, by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="retired from 2 March 2026 already"):
        publishing.retire(version, on=TODAY, by=SYSTEM, at=NOON)
