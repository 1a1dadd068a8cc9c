"""The icons, drawn on a 16 by 16 square. Words always stand beside them."""

from functools import lru_cache

from django.utils.html import format_html, format_html_join

LINE, SOLID, CUT = "line", "solid", "cut"
_BOX = "M2 4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2z"
_BLOCK = "M1.5 4A2.5 2.5 0 0 1 4 1.5h8A2.5 2.5 0 0 1 14.5 4v8a2.5 2.5 0 0 1-2.5 2.5H4A2.5 2.5 0 0 1 1.5 12z"
_RING = "M13.4 8A5.4 5.4 0 1 1 2.6 8a5.4 5.4 0 0 1 10.8 0z"

ICONS: dict[str, tuple[tuple[str, str], ...]] = {
    "tick": ((LINE, "M3 8.6l3.2 3.2L13 4.6"),),
    "cross": ((LINE, "M4 4l8 8M12 4l-8 8"),),
    "dash": ((LINE, "M4 8h8"),),
    "plus": ((LINE, "M8 3v10M3 8h10"),),
    "ask": ((LINE, "M5.6 5.8a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.9-1.1 1.7M8 12.4v.1"),),
    "late": ((SOLID, _BLOCK), (CUT, "M8 4.4v4.4M8 11.4v.2")),
    "done": ((SOLID, _BLOCK), (CUT, "M4.6 8.4l2.3 2.3 4.4-5")),
    "block": ((LINE, _BOX), (LINE, "M5 8h6")),
    "box": ((LINE, _BOX),),
    "dot": ((SOLID, "M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0z"),),
    "half": ((LINE, _RING), (SOLID, "M8 2.6a5.4 5.4 0 0 1 0 10.8z")),
    "info": ((LINE, "M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0zM8 7.4v3.8M8 4.8v.1"),),
    "warn": ((LINE, "M8 2.2l6.3 11.3H1.7zM8 6.6v3M8 11.6v.1"),),
    "arrow": ((LINE, "M2.5 8h11M9.5 4l4 4-4 4"),),
    "back": ((LINE, "M13.5 8h-11M6.5 4l-4 4 4 4"),),
    "differ": ((LINE, "M2 8h12M5 4.5L1.8 8 5 11.5M11 4.5L14.2 8 11 11.5"),),
    "lock": ((LINE, "M3 7h10v7H3z"), (LINE, "M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2")),
    "eye": (
        (LINE, "M1.5 8S3.9 3.8 8 3.8 14.5 8 14.5 8 12.1 12.2 8 12.2 1.5 8 1.5 8z"),
        (LINE, "M9.9 8a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0z"),
    ),
    "pair": (
        (LINE, "M7.3 5a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0zM1.5 13.2c.3-2.7 1.8-4.2 4-4.2s3.7 1.5 4 4.2"),
        (LINE, "M10.4 3.1a2 2 0 0 1 0 3.9M11.6 9.3c1.6.3 2.6 1.6 2.9 3.7"),
    ),
    "person": ((LINE, "M10.8 5a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM2.8 14c.3-3 2.3-4.8 5.2-4.8s4.9 1.8 5.2 4.8"),),
    "bus": ((LINE, "M2.8 2.5h10.4V12H2.8z"), (LINE, "M2.8 8h10.4M5 14v-1.5M11 14v-1.5M5.3 10h.1M10.7 10h.1")),
    "book": (
        (LINE, "M8 4.2C6.5 3 4.3 2.8 2 3v9.6c2.3-.2 4.5 0 6 1.2 1.5-1.2 3.7-1.4 6-1.2V3c-2.3-.2-4.5 0-6 1.2z"),
        (LINE, "M8 4.2v9.6"),
    ),
    "phone": ((LINE, "M4.5 1.8h7v12.4h-7z"), (LINE, "M7.2 11.8h1.6")),
    "print": ((LINE, "M4.5 6V2h7v4M4.5 11.5H2.5V6h11v5.5h-2M4.5 9.5h7V14h-7z"),),
    "cal": ((LINE, "M2 3h12v11H2z"), (LINE, "M2 6.5h12M5.2 1.5v3M10.8 1.5v3")),
    "say": ((LINE, "M2 3h12v8H7.5L4.5 13.8V11H2z"),),
    "search": ((LINE, "M11.6 7a4.6 4.6 0 1 1-9.2 0 4.6 4.6 0 0 1 9.2 0zM10.4 10.4l3.6 3.6"),),
    "flag": ((LINE, "M3.5 14.5V2M3.5 2.6h8.6l-2 3.2 2 3.2H3.5"),),
    "key": ((LINE, "M7.6 10.6a3.1 3.1 0 1 1-6.2 0 3.1 3.1 0 0 1 6.2 0zM6.7 8.4L13.4 2M11 4.3l2 2M8.9 6.3l1.4 1.4"),),
}


@lru_cache(maxsize=128)
def icon(name: str) -> str:
    """Draw one icon for a page; it is hidden from readers, who have the words.

    Raises:
        KeyError: there is no icon of that name.
    """
    shapes = format_html_join("", '<path class="{}" d="{}"/>', ICONS[name])
    return format_html('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', shapes)
