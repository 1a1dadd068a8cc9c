"""What every test leans on."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from hypothesis import settings

from tests.database import django_db_setup
from throughline.foundations.writing import writing

__all__ = ["django_db_setup", "writer"]

# No test may fail because the machine was busy: rules are timed by the benchmark, never by a test.
settings.register_profile("throughline", deadline=None)
settings.load_profile("throughline")


@pytest.fixture
def writer() -> Callable[[], AbstractContextManager[None]]:
    """Step into the role that may write, to arrange what no factory makes."""
    return writing
