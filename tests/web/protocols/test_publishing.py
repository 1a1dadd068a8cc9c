"""Publishing: faults beside the text, nothing typed is lost, and only a partnership's lead decides."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.protocols import VersionFactory, a_protocol, a_step, shipped_version
from throughline.protocols.models import Version

pytestmark = pytest.mark.django_db

PUBLISH = reverse("protocols:publish")


@pytest.fixture
def sent(cast, once):
    return {**once, "partnership": cast.partnership.pk, "text": a_protocol(title="Our way")}


def made(cast):
    return Version.objects.filter(partnership=cast.partnership)


def test_a_version_is_published_once_however_often_it_is_sent(cast, sign_in, sent):
    client = sign_in(cast.manager)

    answers = [client.post(PUBLISH, sent) for _ in range(2)]

    version = made(cast).get()
    assert {answer.url for answer in answers} == {reverse("protocols:version", kwargs={"version_id": version.pk})}
    assert version.published_by_words.startswith("Colin Rae")
    assert "Our way, version 1 is published" in client.get(answers[0].url).content.decode()


def test_faults_stand_beside_the_text_line_by_line(cast, sign_in, sent):
    text = a_protocol().replace("pathway: finance", "pathway: fortune").replace("owner: key worker", "owner: a wizard")

    shown = sign_in(cast.manager).post(PUBLISH, {**sent, "text": text}).content.decode()

    assert "What to mend" in shown
    assert "Line 9" in shown
    assert "Line 11" in shown
    assert "pathway: fortune" in shown
    assert "Nothing was published" in shown
    assert "owner: a wizard" in shown.partition("<textarea")[2].partition("</textarea>")[0]
    assert not made(cast).exists()


def test_an_uploaded_file_takes_the_place_of_the_text(cast, sign_in, sent):
    file = SimpleUploadedFile("ours.yaml", a_protocol(title="From a file").encode())

    sign_in(cast.manager).post(PUBLISH, {**sent, "text": "", "upload": file})

    assert made(cast).get().title == "From a file"


def test_a_file_that_is_not_text_is_refused_in_words(cast, sign_in, sent):
    file = SimpleUploadedFile("ours.yaml", b"\xff\xfe\x00p\x00r")

    shown = sign_in(cast.manager).post(PUBLISH, {**sent, "upload": file})

    assert shown.status_code == 200
    assert not made(cast).exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "🙂" * 50,
        "a" * 10_000,
        "steps: [" * 2000,
        "x" * 250_000,
        "- !!python/object:os.system ls",
        "a: &a [*a]",
    ],
    ids=["empty", "blank", "emoji", "long", "deep", "too long", "tag", "alias"],
)
def test_nonsense_is_refused_and_kept(cast, sign_in, sent, text):
    answer = sign_in(cast.manager).post(PUBLISH, {**sent, "text": text})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not made(cast).exists()


def test_looking_it_over_shows_the_steps_and_keeps_nothing(cast, sign_in, sent):
    VersionFactory(slug="ours", partnership=cast.partnership, title="Our way")
    text = a_protocol("ours", 2, a_step(), a_step("bank.account", title="Open an account"), title="Our way")

    shown = sign_in(cast.manager).post(PUBLISH, {**sent, "text": text, "look": "yes"}).content.decode()

    assert "Nothing is kept yet" in shown
    assert "Open an account" in shown
    assert "New steps" in shown
    assert made(cast).count() == 1


def test_looking_and_then_publishing_is_one_form(cast, sign_in, sent):
    client = sign_in(cast.manager)

    client.post(PUBLISH, {**sent, "look": "yes"})
    answer = client.post(PUBLISH, sent)

    assert answer.status_code == 302
    assert made(cast).count() == 1


def test_a_number_that_is_there_is_refused_beside_the_text(cast, sign_in, sent):
    VersionFactory(slug="ours", partnership=cast.partnership)

    shown = sign_in(cast.manager).post(PUBLISH, sent).content.decode()

    assert "A version is never changed: give this text the number 2." in shown.replace("\n", " ")
    assert made(cast).count() == 1


def test_the_next_version_begins_from_the_last(cast, sign_in):
    version = shipped_version("first-days-out")

    shown = sign_in(cast.manager).get(f"{PUBLISH}?after={version.pk}").content.decode()

    assert "protocol: first-days-out" in shown


def test_another_partnerships_text_is_not_begun_from(cast, sign_in):
    theirs = VersionFactory(partnership=cast.other)

    assert "CANARY" not in sign_in(cast.manager).get(f"{PUBLISH}?after={theirs.pk}").content.decode()


@pytest.mark.parametrize("who", ["partners_manager", "worker", "evaluator"])
def test_only_the_lead_publishes(cast, sign_in, sent, who):
    client = sign_in(getattr(cast, who))

    assert client.get(PUBLISH).status_code == 403
    assert client.post(PUBLISH, sent).status_code == 403
    assert not made(cast).exists()


def test_nobody_publishes_for_another_partnership(cast, sign_in, sent):
    answer = sign_in(cast.manager).post(PUBLISH, {**sent, "partnership": cast.other.pk})

    assert answer.status_code == 200
    assert not Version.objects.filter(partnership__in=[cast.other, cast.partnership]).exists()


def retire_at(version):
    return reverse("protocols:retire", kwargs={"version_id": version.pk})


DAY = {"on_day": "1", "on_month": "12", "on_year": "2099"}


def test_a_version_is_retired(cast, sign_in, once):
    version = VersionFactory(partnership=cast.partnership, title="Our way")
    client = sign_in(cast.manager)

    client.post(retire_at(version), {**once, **DAY})
    again = client.post(retire_at(version), {"submission": str(uuid4()), **DAY}).content.decode()

    version.refresh_from_db()
    assert version.retired_on.year == 2099
    assert "was retired from 1 December 2099 already" in again


@pytest.mark.parametrize(("who", "answer"), [("partners_manager", 403), ("worker", 403), ("stranger", 404)])
def test_who_may_not_retire(cast, sign_in, who, answer):
    version = VersionFactory(partnership=cast.partnership)

    assert sign_in(getattr(cast, who)).get(retire_at(version)).status_code == answer


def test_what_ships_is_not_retired(cast, sign_in):
    assert sign_in(cast.manager).get(retire_at(shipped_version("six-stages"))).status_code == 403
