"""Every permission belongs to some job and opens something; every job can do something."""

import re

import pytest

from tests.architecture.sources import modules
from throughline.access.permissions import Do
from throughline.access.roles import roles

USED = set(re.findall(r"\bDo\.([A-Z_]+)", "\n".join(path.read_text() for path in modules("web", "api", "access"))))


@pytest.mark.parametrize("do", Do, ids=str)
def test_every_permission_is_part_of_a_job(do):
    assert any(do in role.may for role in roles().values())


@pytest.mark.parametrize("do", Do, ids=str)
def test_every_permission_opens_a_page_or_an_endpoint(do):
    pages = "\n".join(path.read_text() for path in modules("web", "api"))

    assert f"Do.{do.name}" in pages


@pytest.mark.parametrize("role", roles().values(), ids=lambda role: role.slug)
def test_every_job_may_do_something(role):
    assert role.may


def test_no_page_asks_for_a_permission_there_is_not():
    assert {do.name for do in Do} >= USED
