"""The marks of the board, drawn once on a page and shown again by name: a board has hundreds."""

from functools import lru_cache

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from throughline.web.releases.cells import ICONS
from throughline.web.shell import icons

register = Library()
_DRAWN = {
    icons.LINE: SafeString(""),
    icons.SOLID: SafeString(' fill="currentColor" stroke="none"'),
    icons.CUT: SafeString(' stroke="#fff" stroke-width="1.9"'),
}
NAMES = (*ICONS.values(), "late", "warn")


@register.simple_tag
def marks() -> str:
    """Draw every mark once, out of sight."""
    return _marks()


@register.simple_tag
def mark(name: str) -> str:
    """Show a mark beside its word."""
    return _mark(name)


@lru_cache(maxsize=len(NAMES))
def _mark(name: str) -> str:
    return format_html('<svg class="icon" aria-hidden="true"><use href="#{}"/></svg>', name)


@lru_cache(maxsize=1)
def _marks() -> str:
    drawn = format_html_join(
        "", '<symbol id="{}" viewBox="0 0 16 16">{}</symbol>', ((name, _shapes(name)) for name in NAMES)
    )
    return format_html('<svg class="marks" width="0" height="0" aria-hidden="true" focusable="false">{}</svg>', drawn)


def _shapes(name: str) -> str:
    shapes = ((_DRAWN[kind], path) for kind, path in icons.ICONS[name])
    return format_html_join("", '<path{} d="{}"/>', shapes)
