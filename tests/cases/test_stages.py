"""The stages of a service: laid once, then its own."""

import pytest

from tests.cases.arranging import BY, at_once
from tests.factories import TODAY
from tests.factories.journey import CaseFactory, ServiceFactory
from throughline.cases import queries
from throughline.cases.actions import stages
from throughline.cases.models import Stage
from throughline.foundations.errors import Refused, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


@pytest.fixture
def laid():
    service = ServiceFactory()
    return service, stages.lay_stages(service, by=BY["by"], at=BY["at"])


def names(service):
    return [stage.name for stage in queries.stages_of(Stage.objects.all(), service)]


def test_stages_are_laid_once(laid):
    service, rows = laid

    assert stages.lay_stages(service, **BY) == rows
    assert len(rows) == 6


def test_stages_are_added_renamed_and_retired(laid):
    service, rows = laid

    stages.add_stage(service, name="Alumni", words="They help others", **BY)
    stages.rename_stage(rows[0], name="Hello", words="", version=1, **BY)
    stages.retire_stage(rows[1], on=TODAY, version=1, **BY)

    assert names(service)[0] == "Hello"
    assert names(service)[-1] == "Alumni"
    assert rows[1].name not in names(service)
    assert [row.pk for row in queries.retired_of(Stage.objects.all(), service)] == [rows[1].pk]


def test_a_case_in_a_retired_stage_stays_in_it(laid):
    service, rows = laid
    case = CaseFactory(service=service, stage=rows[2])

    stages.retire_stage(rows[2], on=TODAY, version=1, **BY)

    case.refresh_from_db()
    assert case.stage == rows[2]


def test_stages_are_put_in_another_order(laid):
    service, rows = laid

    stages.reorder_stages(service, order=[row.pk for row in reversed(rows)], **BY)

    assert names(service) == [row.name for row in reversed(rows)]


def test_an_order_that_misses_a_stage_is_refused(laid):
    service, rows = laid

    with pytest.raises(Refused, match="changed while"):
        stages.reorder_stages(service, order=[row.pk for row in rows[1:]], **BY)


def test_a_name_is_used_once(laid):
    service, rows = laid
    taken = rows[3].name.upper()

    with pytest.raises(Refused, match="with this name"):
        stages.add_stage(service, name=taken, **BY)
    with pytest.raises(Refused, match="with this name"):
        stages.rename_stage(rows[0], name=taken, words="", version=1, **BY)


def test_a_retired_stage_is_left_alone(laid):
    _, rows = laid
    stages.retire_stage(rows[0], on=TODAY, version=1, **BY)

    with pytest.raises(Refused, match="not in use"):
        stages.rename_stage(rows[0], name="Hello", words="", version=2, **BY)


def test_the_last_stage_is_not_retired():
    service = ServiceFactory()
    only = stages.add_stage(service, name="Only", **BY)

    with pytest.raises(Refused, match="one stage at least"):
        stages.retire_stage(only, on=TODAY, version=1, **BY)


def test_a_change_on_an_older_version_is_stale(laid):
    _, rows = laid

    with pytest.raises(Stale):
        stages.rename_stage(rows[0], name="Hello", words="", version=9, **BY)


def test_a_pathway_has_an_end_to_its_stages(laid):
    service, _ = laid
    for number in range(stages.MOST_STAGES - 6):
        stages.add_stage(service, name=f"Stage {number}", **BY)

    with pytest.raises(Refused, match="at most"):
        stages.add_stage(service, name="One more", **BY)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_lay_stages_once():
    service = ServiceFactory()

    at_once(lambda: stages.lay_stages(service, **BY))

    assert len(names(service)) == 6
