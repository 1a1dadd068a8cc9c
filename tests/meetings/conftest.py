"""What the tests of meetings lean on."""

import pytest


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    """Look at rows as the writer does: what pages may see is another test's subject."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or "transaction" in marker.kwargs:
        yield
        return
    request.getfixturevalue("db")
    with writer():
        yield
