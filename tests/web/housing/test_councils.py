"""What is asked of councils: each nation's own form, and what the council says."""

from datetime import date

import pytest

from tests.factories import TODAY, AreaFactory, ConsentFactory, OrganisationFactory
from tests.factories.housing import ApplicationFactory, CouncilWayFactory
from tests.web.housing.conftest import OUT, TODAY_TYPED, text, typed, url
from throughline.housing.models import Application, Effort

pytestmark = pytest.mark.django_db
MADE = {"source": "We sent it", **typed("made_on", TODAY)}


@pytest.fixture
def glasgow():
    return AreaFactory(name="Glasgow City")


@pytest.fixture
def leeds():
    return AreaFactory(name="Leeds", jurisdiction="england_and_wales")


@pytest.fixture
def cardiff():
    return AreaFactory(name="Cardiff", jurisdiction="england_and_wales")


def to(cast, council) -> str:
    return f"{url('apply', cast.person)}?council={council.pk}"


def test_the_council_is_chosen_first(cast, glasgow):
    said = text(cast.worker.get(url("apply", cast.person)))

    assert "Which council does the person want to ask?" in said
    assert "Glasgow City" in said
    assert "What is asked of the council?" not in said


def test_each_nation_has_its_own_forms(cast, stay, glasgow, leeds, cardiff):
    scottish = text(cast.worker.get(to(cast, glasgow)))
    english = text(cast.worker.get(to(cast, leeds)))
    welsh = text(cast.worker.get(to(cast, cardiff)))

    assert "Temporary accommodation for tonight" in scottish
    assert "Duty to refer" not in scottish
    assert "They chose this council themselves" not in scottish
    assert "Housing Act 1996, section 213B" in english
    assert "They chose this council themselves" in english
    assert "Interim accommodation for tonight" in welsh
    assert "They chose this council themselves" not in welsh


def test_the_way_of_the_council_stands_beside_the_form(cast, glasgow, leeds):
    CouncilWayFactory(area=glasgow, before_release="no", phone="0141 000 0000")

    said = text(cast.worker.get(to(cast, glasgow)))

    assert "Takes applications only on the day or after" in said
    assert "0141 000 0000" in said
    assert "Ask the council, and save what it says." in text(cast.worker.get(to(cast, leeds)))


def test_an_application_is_made_once_however_often_the_button_is_pressed(cast, stay, glasgow, writer, once):
    sent = MADE | {"kind": "homelessness"} | typed("homeless_by_on", OUT) | once
    for _ in range(2):
        cast.worker.post(to(cast, glasgow), sent)

    with writer():
        row, effort = Application.objects.get(), Effort.objects.get()
    assert (row.nation, row.authority_id, row.homeless_by_on) == ("scotland", glasgow.pk, OUT)
    assert effort.kind == "council"


def test_emergency_accommodation_is_asked_the_same_way(cast, glasgow, writer, once):
    cast.worker.post(to(cast, glasgow), MADE | {"kind": "emergency"} | once)

    with writer():
        assert Application.objects.get().kind == "emergency"
        assert Effort.objects.get().kind == "emergency"


def test_everything_a_duty_to_refer_lacks_is_said_at_once_and_nothing_is_saved(cast, stay, leeds, writer, once):
    said = text(cast.worker.post(to(cast, leeds), MADE | {"kind": "duty_to_refer", "words": "Needs stairs 🙂"} | once))

    assert "have not said yes to this referral" in said
    assert "The person chooses the council" in said
    assert "Ask whether the council may be told how to reach them" in said
    assert "Give the day they are or may be homeless" in said
    assert "Needs stairs 🙂" in said
    with writer():
        assert not Application.objects.exists()


def test_a_duty_to_refer_with_its_three_yeses_is_made(cast, stay, leeds, writer, once):
    council = OrganisationFactory(kind="council", jurisdiction="england_and_wales")
    consent = ConsentFactory(person=cast.person, to="refer", organisation=council)
    yeses = {"consent": str(consent.pk), "chose_authority": "on", "may_pass_contact": "on"}

    sent = MADE | yeses | {"kind": "duty_to_refer"} | typed("homeless_by_on", OUT) | once
    answer = cast.worker.post(to(cast, leeds), sent)

    assert answer.status_code == 302
    with writer():
        assert Application.objects.get().consent_id == consent.pk


def test_a_duty_to_refer_cannot_be_posted_to_another_nation(cast, stay, glasgow, writer, once):
    said = text(cast.worker.post(to(cast, glasgow), MADE | {"kind": "duty_to_refer"} | once))

    assert "Choose one of the answers listed" in said
    with writer():
        assert not Application.objects.exists()


def test_someone_elses_yes_is_not_offered(cast, leeds, once):
    consent = ConsentFactory(to="refer", organisation=OrganisationFactory(kind="council"))
    yeses = {"consent": str(consent.pk), "chose_authority": "on", "may_pass_contact": "on"}

    said = text(cast.worker.post(to(cast, leeds), MADE | yeses | {"kind": "duty_to_refer"} | once))

    assert "Choose one of the answers listed" in said


def test_a_council_is_in_touch_then_decides(cast, writer, once):
    row = ApplicationFactory(person=cast.person, made_on=date(2026, 2, 2))
    ids = {"application_id": row.pk}
    cast.worker.post(url("heard", cast.person, **ids), TODAY_TYPED | {"version": str(row.version)})
    cast.worker.post(url("tried_to_reach", cast.person, **ids), TODAY_TYPED | {"version": str(row.version + 1)})

    stale = TODAY_TYPED | {"version": str(row.version), "state": "declined", "words": "No duty"}
    said = text(cast.worker.post(url("decide", cast.person, **ids), stale))
    assert "Someone else changed this" in said
    cast.worker.post(url("decide", cast.person, **ids), stale | {"version": str(row.version + 2)} | once)

    with writer():
        row.refresh_from_db()
    assert (row.state, row.tries_to_reach, row.decision_words) == ("declined", 1, "No duty")


def test_a_no_needs_its_reason_and_a_decided_one_takes_no_more(cast, once):
    row = ApplicationFactory(person=cast.person)
    address = url("decide", cast.person, application_id=row.pk)
    no = TODAY_TYPED | {"version": str(row.version), "state": "declined"}

    assert "Say why the council said no" in text(cast.worker.post(address, no))
    cast.worker.post(address, no | {"words": "No duty"} | once)
    again = no | {"words": "No duty", "version": str(row.version + 1)}

    assert "takes no more answers" in text(cast.worker.post(address, again))


def test_an_application_is_taken_back_with_its_reason(cast, writer, once):
    row = ApplicationFactory(person=cast.person)
    sent = TODAY_TYPED | {"version": str(row.version), "words": "They found a place"} | once

    cast.worker.post(url("take_back", cast.person, application_id=row.pk), sent)

    with writer():
        row.refresh_from_db()
    assert row.state == "withdrawn"
