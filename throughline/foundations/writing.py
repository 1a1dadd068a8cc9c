"""The one way to write: a transaction under the writer's database role.

Pages, endpoints and exports run under the viewer's role, which reads what row-level security lets it and can change
nothing. Actions, journeys and jobs step into the writer's role for the length of one call, after ``access`` has said
yes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

WRITER = "throughline_writer"

_inside: ContextVar[bool] = ContextVar("inside_a_writing_block", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Run a block in one transaction under the writer's role, then step back to the caller's.

    A refusal or fault rolls the block back, and the role with it.
    """
    with transaction.atomic():
        if _inside.get():
            yield
            return
        _take_role(WRITER)
        token = _inside.set(True)
        try:
            yield
        finally:
            _inside.reset(token)
        _take_role("NONE")


def _take_role(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")


def writes(act: Callable[P, R]) -> Callable[P, R]:
    """Mark an action: one transaction, under the writer's role."""

    @wraps(act)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        with writing():
            return act(*args, **kwargs)

    return acting
