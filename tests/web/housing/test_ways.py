"""How councils take applications: the list, how fresh it is, and changing it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import TODAY, AreaFactory, EveryoneFactory, staff_of
from tests.factories.housing import CouncilWayFactory
from tests.web.housing.conftest import text, typed
from throughline.housing.models import CouncilWay

pytestmark = pytest.mark.django_db
LIST = reverse("council_ways:ways")
ADD = reverse("council_ways:add")
WAY = {"before_release": "yes", "weeks_before": "8", "source": "Its page", **typed("checked_on", TODAY)}


def change(row: CouncilWay) -> str:
    return reverse("council_ways:change", args=[row.pk])


@pytest.fixture
def worker(sign_in):
    return sign_in(staff_of(EveryoneFactory()))


def test_an_empty_directory_says_so(worker):
    assert "No council is in the directory yet" in text(worker.get(LIST))


def test_councils_are_listed_with_their_nation_and_what_is_not_known(worker):
    CouncilWayFactory(area=AreaFactory(name="Glasgow City"), before_release="yes", checked_on=date(2025, 6, 1))
    AreaFactory(name="Cardiff", jurisdiction="england_and_wales")
    AreaFactory(name="Leeds", jurisdiction="england_and_wales")
    AreaFactory(name="The North", kind="region")

    said = text(worker.get(LIST))

    for words in (
        "Takes applications before release",
        "Wales",
        "England",
        "Scotland",
        "More than 6 months ago",
        "Never",
    ):
        assert words in said
    assert "The North" not in said


def test_the_list_is_narrowed_by_name_and_answer(worker):
    CouncilWayFactory(area=AreaFactory(name="Glasgow City"), before_release="yes")
    CouncilWayFactory(area=AreaFactory(name="Fife"), before_release="no")
    AreaFactory(name="Angus")

    by_name, yes, unknown = (
        text(worker.get(LIST, asked)) for asked in ({"q": "glas"}, {"before": "yes"}, {"before": "unknown"})
    )

    assert "Glasgow City" in by_name
    assert "Fife" not in by_name
    assert ("Glasgow City" in yes, "Fife" in yes, "Angus" in yes) == (True, False, False)
    assert ("Glasgow City" in unknown, "Angus" in unknown) == (False, True)
    assert "No council fits that" in text(worker.get(LIST, {"q": "nowhere"}))
    assert worker.get(LIST, {"before": "moon", "after": "x"}).status_code == 200


def test_the_list_goes_on_and_costs_the_same(worker, django_assert_max_num_queries):
    for number in range(60):
        CouncilWayFactory(area=AreaFactory(name=f"Council {number:02}"))

    with django_assert_max_num_queries(12):
        first = text(worker.get(LIST))
    last = AreaFactory._meta.model.objects.get(name="Council 24")
    second = text(worker.get(LIST, {"after": str(last.pk)}))

    assert ("Council 24" in first, "Council 25" in first) == (True, False)
    assert "Council 25" in second


def test_a_way_is_saved_once_and_changed_from_what_was_read(worker, writer, once):
    area = AreaFactory(name="Fife")
    assert "Fife" in text(worker.get(ADD, {"council": str(area.pk)}))
    for _ in range(2):
        worker.post(ADD, WAY | {"council": str(area.pk)} | once)
    with writer():
        row = CouncilWay.objects.get()
    assert (row.area_id, row.weeks_before, row.checked_on) == (area.pk, 8, TODAY)

    worker.post(change(row), WAY | {"before_release": "no", "weeks_before": "", "version": str(row.version)})
    stale = text(worker.post(change(row), WAY | {"how": "By post", "version": str(row.version)}))

    with writer():
        row.refresh_from_db()
    assert (row.before_release, row.weeks_before) == ("no", None)
    assert "Someone else changed this" in stale
    assert "By post" in stale


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"source": ""}, "who says so"),
        ({"how": "x" * 10_000}, "must be 500 characters or fewer"),
        ({"weeks_before": "-1"}, "must be 0 or more"),
        (typed("checked_on", date(2027, 1, 1)), "has not come yet"),
    ],
)
def test_what_is_wrong_is_said(worker, writer, wrong, sentence):
    said = text(worker.post(ADD, WAY | {"council": str(AreaFactory().pk)} | wrong))

    assert sentence in said
    with writer():
        assert not CouncilWay.objects.exists()


def test_only_those_whose_job_it_is_see_and_change_them(sign_in):
    row = CouncilWayFactory()
    no_job = sign_in(staff_of(EveryoneFactory(), role="evaluator"))
    looks = sign_in(staff_of(EveryoneFactory(), role="information_governance"))

    assert no_job.get(LIST).status_code == 403
    assert looks.get(LIST).status_code == 200
    assert "Check it again" not in text(looks.get(LIST))
    assert looks.get(change(row)).status_code == 403
    assert looks.get(ADD).status_code == 403


def test_a_way_that_is_none_is_not_found(worker):
    assert worker.get(reverse("council_ways:change", args=[AreaFactory().pk])).status_code == 404
