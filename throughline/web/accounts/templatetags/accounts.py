"""What the sign-in page may say in the demo: who there is to sign in as."""

from dataclasses import dataclass

from django.conf import settings
from django.template import Library
from django.utils.module_loading import import_string

from throughline.access import roles

register = Library()


@dataclass(frozen=True)
class DemoSignIn:
    """Someone invented, whom anyone may sign in as."""

    email: str
    name: str
    role: str
    organisation: str


@register.simple_tag
def demo_sign_ins() -> list[DemoSignIn]:
    """Return one sign-in for each role in the demo; none anywhere else."""
    if not settings.DEMO_CAST:
        return []
    cast = import_string(f"{settings.DEMO_CAST}.CAST")
    return [DemoSignIn(one.email, one.name, roles.label(one.role), one.organisation) for one in cast]


@register.simple_tag
def demo_password() -> str:
    """Return the password everyone in the demo shares; nothing anywhere else."""
    return str(import_string(f"{settings.DEMO_CAST}.PASSWORD")) if settings.DEMO_CAST else ""
