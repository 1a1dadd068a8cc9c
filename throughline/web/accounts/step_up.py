"""Pages that ask again who you are: making keys, and whatever else must not be left to an open screen."""

from collections.abc import Callable
from typing import TypeVar

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])


def step_up(view: View) -> View:
    """Let a view answer only those who proved who they are in the last 10 minutes; ask the others first."""
    asking: View = reauthentication_required(view)
    return asking
