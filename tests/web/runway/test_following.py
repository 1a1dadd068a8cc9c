"""The protocols a plan follows: put on one, shown what a newer version changes, moved to it, taken off."""

from uuid import uuid4

import pytest

from tests.factories.protocols import a_step
from tests.web.runway.conftest import text, url, version_of
from throughline.plans.models import Course, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer(course, version):
    return version_of(
        version.slug,
        2,
        a_step(due="5 weeks before release"),
        a_step("phone.given", title="Have a phone"),
        title=version.title,
        partnership=version.partnership,
    )


def test_a_plan_is_put_on_a_protocol_in_use(cast, plan, version, once, writer):
    form = text(cast.worker.get(url("put_on", cast.person)))

    answer = cast.worker.post(url("put_on", cast.person), {**once, "version": str(version.pk)}, follow=True)

    assert "Local release protocol, version 1" in form
    assert "The plan follows Local release protocol now." in text(answer)
    with writer():
        assert Course.objects.get(plan=plan).version_of_id == version.pk
        assert Task.objects.filter(plan=plan, key="id.proof").count() == 1


def test_pressed_twice_it_is_put_on_once(cast, plan, version, once, writer):
    given = {**once, "version": str(version.pk)}

    cast.worker.post(url("put_on", cast.person), given)
    cast.worker.post(url("put_on", cast.person), given)

    with writer():
        assert Course.objects.filter(plan=plan).count() == 1


def test_a_choice_that_is_none_is_refused_beside_it(cast, plan, version, once):
    answer = cast.worker.post(url("put_on", cast.person), {**once, "version": str(uuid4())})

    assert answer.status_code == 200
    assert "Select a valid choice" in text(answer) or "Choose" in text(answer)


def test_when_every_protocol_is_followed_that_is_said(cast, course):
    assert "The plan follows every protocol in use" in text(cast.worker.get(url("put_on", cast.person)))


def test_a_newer_version_is_told_and_moves_nothing_by_itself(cast, course, newer):
    page = text(cast.worker.get(url("runway", cast.person)))

    assert "Version 2 was published" in page
    assert url("move_version", cast.person, course_id=course.pk) in page


def test_what_a_newer_version_changes_is_shown_before_it_does(cast, course, newer, once, writer):
    cast.worker.post(url("lay", cast.person))
    address = url("move_version", cast.person, course_id=course.pk)

    shown = text(cast.worker.get(address))
    cast.worker.post(address, once)

    assert "Have a phone" in shown
    assert "Comes, " in shown
    assert "Due: 5 weeks before release (was 3 weeks before release)" in shown
    with writer():
        course.refresh_from_db()
        assert course.version_of_id == newer.pk
        assert Task.objects.filter(plan=course.plan, key="phone.given").exists()


def test_on_the_newest_version_there_is_nothing_to_move_to(cast, course):
    answer = cast.worker.get(url("move_version", cast.person, course_id=course.pk), follow=True)

    assert "follows the newest version already" in text(answer)


def test_a_plan_is_taken_off_with_the_reason(cast, course, once, writer):
    cast.worker.post(url("lay", cast.person))
    address = url("take_off", cast.person, course_id=course.pk)

    empty = cast.worker.post(address, {**once, "why": ""})
    cast.worker.post(address, {"why": "They asked for none of it"})

    assert empty.status_code == 200
    with writer():
        course.refresh_from_db()
        assert course.ended_why == "They asked for none of it"
        assert Task.objects.get(plan=course.plan, key="id.proof").state == "retired"


def test_someone_elses_protocol_is_not_found(cast, plan):
    for name in ("move_version", "take_off"):
        assert cast.worker.get(url(name, cast.person, course_id=uuid4())).status_code == 404


def test_only_those_who_change_plans_may(cast, course):
    for client, status in ((cast.stranger, 404), (cast.no_job, 403), (cast.knows_of, 403)):
        assert client.get(url("put_on", cast.person)).status_code == status
        assert client.get(url("take_off", cast.person, course_id=course.pk)).status_code == status
