"""Taking up a version, agreeing to it and ending that: each once, each by those whose it is to decide."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories import TODAY
from tests.factories.protocols import AdoptionFactory, VersionFactory, shipped_version
from throughline.protocols.models import Adoption, Signing

pytestmark = pytest.mark.django_db


def day(name, on=TODAY):
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def take_up_at(version):
    return reverse("protocols:take_up", kwargs={"version_id": version.pk})


def at(adoption, name):
    return reverse(f"protocols:{name}", kwargs={"adoption_id": adoption.pk})


@pytest.fixture
def sent(cast, once):
    return {**once, "partnership": cast.partnership.pk, **day("starts_on"), "words": "Steering group"}


@pytest.fixture
def adoption(cast):
    return AdoptionFactory(version_of=shipped_version("six-stages"), partnership=cast.partnership)


def test_the_lead_takes_up_what_ships_once(cast, sign_in, sent):
    client, version = sign_in(cast.manager), shipped_version("six-stages")

    answers = [client.post(take_up_at(version), sent) for _ in range(2)]

    adoption = Adoption.objects.get(partnership=cast.partnership)
    assert {answer.status_code for answer in answers} == {302}
    assert (adoption.version_of, adoption.starts_on, adoption.words) == (version, TODAY, "Steering group")
    assert (
        "works to Six stages of throughcare, version 1 from 2 March 2026" in client.get(answers[0].url).content.decode()
    )


def test_it_says_what_ends_when_the_new_version_begins(cast, sign_in, adoption):
    newer = VersionFactory(slug="six-stages", number=2, partnership=cast.partnership)

    shown = sign_in(cast.manager).get(take_up_at(newer)).content.decode()

    assert "Solway works to version 1 today. That ends when this begins." in shown


def test_a_day_that_makes_no_sense_is_refused_and_what_was_typed_is_kept(cast, sign_in, sent):
    version = VersionFactory(partnership=cast.partnership)

    before = sign_in(cast.manager).post(take_up_at(version), {**sent, **day("starts_on", TODAY.replace(year=2020))})
    wrong = sign_in(cast.manager).post(take_up_at(version), {**sent, "starts_on_month": "13"})

    assert "This version was published on 2 March 2026." in before.content.decode()
    assert "Steering group" in before.content.decode()
    assert wrong.context["form"].errors
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("words", ["a" * 10_000, "🙂"])
def test_where_it_was_decided_is_a_line(cast, sign_in, sent, words):
    answer = sign_in(cast.manager).post(take_up_at(shipped_version("six-stages")), {**sent, "words": words})

    assert answer.status_code == (200 if len(words) > 500 else 302)


@pytest.mark.parametrize("who", ["partners_manager", "worker", "evaluator"])
def test_only_the_lead_takes_up(cast, sign_in, sent, who):
    client = sign_in(getattr(cast, who))

    assert client.get(take_up_at(shipped_version("six-stages"))).status_code == 403
    assert client.post(take_up_at(shipped_version("six-stages")), sent).status_code == 403


def test_another_partnerships_version_does_not_exist(cast, sign_in, sent):
    assert sign_in(cast.manager).post(take_up_at(VersionFactory(partnership=cast.other)), sent).status_code == 404


def test_the_lead_ends_it_and_says_why(cast, sign_in, once, adoption):
    client = sign_in(cast.manager)

    silent = client.post(at(adoption, "end"), {**once, **day("on")}).content.decode()
    client.post(at(adoption, "end"), {**once, **day("on"), "words": "The pilot is over."})
    again = client.post(at(adoption, "end"), {"submission": str(uuid4()), **day("on"), "words": "Again"})

    adoption.refresh_from_db()
    assert "Why does it end?" in silent
    assert adoption.ends_on == TODAY
    assert "This has ended already" in again.content.decode()


@pytest.mark.parametrize(
    ("who", "answer"), [("partners_manager", 403), ("worker", 403), ("evaluator", 403), ("stranger", 404)]
)
def test_who_may_not_end_it(cast, sign_in, adoption, who, answer):
    assert sign_in(getattr(cast, who)).get(at(adoption, "end")).status_code == answer


def test_a_partner_agrees_for_itself_once(cast, sign_in, once, adoption):
    client = sign_in(cast.partners_manager)
    page = reverse("protocols:version", kwargs={"version_id": adoption.version_of_id})
    before = client.get(page).content.decode()

    for _ in range(2):
        client.post(at(adoption, "sign"), {**once, **day("on"), "words": "The director"})

    signing = Signing.objects.get(adoption=adoption)
    assert (signing.organisation, signing.agreed_on, signing.words) == (cast.partner, TODAY, "The director")
    assert at(adoption, "sign") in before
    assert at(adoption, "sign") not in client.get(page).content.decode()


def test_nobody_agrees_in_advance(cast, sign_in, once, adoption):
    soon = localdate().replace(year=localdate().year + 2, day=1)

    shown = sign_in(cast.partners_manager).post(at(adoption, "sign"), {**once, **day("on", soon)}).content.decode()

    assert "This day is still to come." in shown
    assert not Signing.objects.exists()


@pytest.mark.parametrize(("who", "answer"), [("worker", 403), ("evaluator", 403), ("stranger", 404)])
def test_who_may_not_agree(cast, sign_in, adoption, who, answer):
    assert sign_in(getattr(cast, who)).get(at(adoption, "sign")).status_code == answer


def test_the_lead_s_page_leads_to_each_of_these(cast, sign_in, adoption):
    own = VersionFactory(partnership=cast.partnership)
    client = sign_in(cast.manager)
    shipped = client.get(reverse("protocols:version", kwargs={"version_id": adoption.version_of_id})).content.decode()
    ours = client.get(reverse("protocols:version", kwargs={"version_id": own.pk})).content.decode()

    assert at(adoption, "end") in shipped
    assert at(adoption, "sign") in shipped
    assert take_up_at(adoption.version_of) not in shipped
    assert take_up_at(own) in ours
    assert reverse("protocols:retire", kwargs={"version_id": own.pk}) in ours
