"""Reading protocols: what partnerships work to, what they could, and every step of a version in words."""

import pytest
from django.urls import reverse

from tests.factories import TODAY, PartnershipFactory
from tests.factories.protocols import (
    AdoptionFactory,
    SigningFactory,
    VersionFactory,
    a_protocol,
    a_step,
    shipped_version,
)
from throughline.protocols.models import Version

pytestmark = pytest.mark.django_db

LISTING = reverse("protocols:listing")


def at(version, name="version"):
    return reverse(f"protocols:{name}", kwargs={"version_id": version.pk})


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_what_partners_work_to_and_what_they_could(cast, sign_in):
    first = VersionFactory(slug="ours", title="Our way", partnership=cast.partnership)
    newer = VersionFactory(slug="ours", number=2, title="Our way", partnership=cast.partnership)
    SigningFactory(adoption=AdoptionFactory(version_of=first), organisation=cast.partner)

    shown = text_of(sign_in(cast.worker), LISTING)

    assert "Our way" in shown
    assert "1 partner" in shown
    assert "Version 2 is out" in shown
    assert at(newer) in shown
    assert "First days out" in shown
    assert "Comes with Throughline" in shown
    assert reverse("protocols:publish") not in shown


def test_a_list_with_nothing_in_use_says_so(cast, sign_in):
    shown = text_of(sign_in(cast.manager), LISTING)

    assert "Your partnerships work to no protocol yet" in shown
    assert reverse("protocols:publish") in shown


def test_what_begins_later_stands_apart(cast, sign_in):
    version = VersionFactory(title="Our way", partnership=cast.partnership)
    AdoptionFactory(version_of=version, starts_on=TODAY.replace(year=TODAY.year + 3))

    shown = text_of(sign_in(cast.worker), LISTING)

    assert "From a later day" in shown
    assert "Our way, version 1" in shown


def test_nothing_of_another_partnership_is_shown(cast, sign_in):
    theirs = VersionFactory(partnership=cast.other)
    AdoptionFactory(version_of=theirs)
    AdoptionFactory(version_of=shipped_version("six-stages"), partnership=cast.other)
    client = sign_in(cast.worker)

    assert "CANARY" not in text_of(client, LISTING)
    assert client.get(at(theirs)).status_code == 404
    assert client.get(at(theirs, "file")).status_code == 404
    assert "CANARY" not in text_of(client, at(shipped_version("six-stages")))


def test_a_job_without_it_is_told_so(cast, sign_in):
    client = sign_in(cast.evaluator)

    assert client.get(LISTING).status_code == 403
    assert client.get(at(shipped_version("six-stages"))).status_code == 403


@pytest.mark.parametrize("rows", [2, 60])
def test_the_list_asks_as_little_whatever_its_length(cast, sign_in, rows, django_assert_max_num_queries):
    for number in range(rows):
        version = VersionFactory(partnership=cast.partnership)
        if number % 2:
            SigningFactory(adoption=AdoptionFactory(version_of=version), organisation=cast.partner)
    client = sign_in(cast.manager)
    client.get(LISTING)

    with django_assert_max_num_queries(12):
        client.get(LISTING)


def test_the_list_goes_on(cast, sign_in):
    for _ in range(30):
        VersionFactory(partnership=cast.partnership)
    client = sign_in(cast.worker)
    seen, address = [], LISTING

    while address:
        answer = client.get(address)
        seen += [version.pk for version in answer.context["versions"]]
        address = f"{LISTING}{answer.context['more']}" if answer.context["more"] else ""

    assert len(seen) == len(set(seen)) == Version.objects.filter(partnership__in=[cast.partnership]).count() + 9


@pytest.mark.parametrize("slug", ["shore-housing", "womens-pathway", "contract-clocks"])
def test_a_version_says_each_step_in_words(cast, sign_in, slug):
    shown = text_of(sign_in(cast.worker), at(shipped_version(slug)))

    assert "Source:" in shown
    assert "before release" in shown or "working days after" in shown
    assert "{" not in shown.partition("<main")[2].partition("</main")[0].replace("{%", "")


def test_conditions_owners_and_own_times_are_said(cast, sign_in):
    shown = text_of(sign_in(cast.worker), at(shipped_version("shore-housing")))

    assert "8 weeks before release" in shown
    assert "the time is our own" in shown
    assert "Housing, in the prison" in shown
    assert "only before they leave" in shown
    assert "Only when" in shown
    assert "Waits for: Say where home was and where home could be" in shown
    assert "must-have: Address" in shown
    assert "“benefits.claim”, if another protocol asks for it" in shown


def test_whom_a_protocol_is_for(cast, sign_in):
    client = sign_in(cast.worker)

    assert "Everyone" in text_of(client, at(shipped_version("six-stages")))
    assert "Only when their sex is" in text_of(client, at(shipped_version("womens-pathway")))
    assert "When someone puts a person on it" in text_of(client, at(shipped_version("contract-clocks")))


def test_it_says_which_partners_agreed_and_which_have_not(cast, sign_in):
    adoption = AdoptionFactory(version_of=shipped_version("six-stages"), partnership=cast.partnership, words="Steering")
    SigningFactory(adoption=adoption, organisation=cast.partner, words="The director")

    shown = text_of(sign_in(cast.worker), at(adoption.version_of))

    assert "Steps, 2 March 2026" in shown
    assert "The director" in shown
    assert "Not yet" in shown
    assert "Kindling" in shown
    assert "We agree" not in shown
    assert "End this" not in shown


def test_it_shows_what_changed_since_the_version_before(cast, sign_in):
    VersionFactory(slug="ours", partnership=cast.partnership, title="Our way")
    steps = (a_step(due="4 weeks before release"), a_step("bank.account", title="Open an account"))
    second = VersionFactory(slug="ours", number=2, partnership=cast.partnership, title="Our way", steps=steps)

    shown = text_of(sign_in(cast.worker), at(second))

    assert "What changed" in shown
    assert "New steps" in shown
    assert "4 weeks before release (was 3 weeks before release)" in shown
    assert "Other versions" in shown


def test_the_file_is_given_word_for_word(cast, sign_in):
    version = shipped_version("first-days-out")

    answer = sign_in(cast.worker).get(at(version, "file"))

    assert answer.content.decode() == version.text
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert 'filename="first-days-out-1.yaml"' in answer.headers["Content-Disposition"]


def test_a_version_from_another_release_is_shown_as_its_file(cast, sign_in):
    broken = a_protocol().replace("owner: key worker", "owner: a wizard")
    version = VersionFactory(partnership=cast.partnership, title="Our way", text=broken)
    newer = VersionFactory(slug=version.slug, number=2, partnership=cast.partnership, title="Our way")
    client = sign_in(cast.worker)

    assert "This release cannot read this version" in text_of(client, at(version))
    assert "It cannot be compared" in text_of(client, at(newer))


@pytest.mark.parametrize("uses", [2, 30])
def test_a_version_asks_as_little_whoever_works_to_it(cast, sign_in, uses, django_assert_max_num_queries):
    version = shipped_version("six-stages")
    for _ in range(uses):
        AdoptionFactory(version_of=version, partnership=PartnershipFactory(lead=cast.lead))
    client = sign_in(cast.manager)

    with django_assert_max_num_queries(20):
        client.get(at(version))
