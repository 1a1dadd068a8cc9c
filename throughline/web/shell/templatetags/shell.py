"""What templates may say: dates, counts, icons, sections, and the hidden answers every form carries."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context, Library
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString
from django.utils.text import slugify

from throughline.foundations import wording
from throughline.foundations.errors import Stale
from throughline.web.shell import icons
from throughline.web.shell.drafts import Keepable
from throughline.web.shell.forms import first_control

register = Library()
UNKNOWN = "Not known"


@register.filter
def day(on: date | None, today: date) -> str:
    """Say a day: "Tue 3 Feb"."""
    return UNKNOWN if on is None else wording.day(on, today=today)


@register.filter
def full_day(on: date | None) -> str:
    """Say a day in full: "4 May 1994"."""
    return UNKNOWN if on is None else wording.full_day(on)


@register.filter
def moment(at: datetime | None, today: date) -> str:
    """Say an instant: "Tue 3 Feb, 14:00"."""
    return UNKNOWN if at is None else wording.moment(at, today=today)


@register.filter
def days_until(on: date | None, today: date) -> str:
    """Say how far away a day is: "in 19 days"."""
    return UNKNOWN if on is None else wording.days_until(on, today=today)


@register.filter
def age(born_on: date | None, today: date) -> str:
    """Say how old someone is, in years."""
    return UNKNOWN if born_on is None else str(wording.age(born_on, on=today))


@register.filter
def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    return wording.listed(str(word) for word in words)


@register.filter
def counted(number: int, words: str) -> str:
    """Say a count with its word, given as "person,people"."""
    one, many = words.split(",")
    return wording.counted(number, one, many)


@register.filter
def control(field: BoundField) -> str:
    """Name the part of a question that the error summary leads to."""
    return first_control(field)


@register.simple_tag
def icon(name: str) -> str:
    """Draw an icon beside its words."""
    return icons.icon(name)


@register.simple_tag(takes_context=True)
def again(context: Context, block: str) -> str:
    """Say a block of this page a second time, as the heading repeats the title."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    node = blocks.get_block(block) if blocks else None
    return SafeString(node.render(context).strip()) if node else ""


@register.simple_tag
def ask(field: BoundField, *, label: str = "", hint: str = "") -> SafeString:
    """Draw one question of a form that is not ours in our own words."""
    field.label = label or field.label
    field.help_text = hint or field.help_text
    return field.as_field_group()


@register.simple_block_tag(takes_context=True)
def section(
    context: Context, content: str, title: str, *, anchor: str = "", count: int | None = None, because: str = ""
) -> str:
    """Wrap a part of the page under its name, how many it holds, and why it is here."""
    words = {"title": title, "count": count, "because": because, "anchor": anchor or slugify(title)}
    return render_to_string("shell/section.html", {**words, "content": content})


@register.inclusion_tag("shell/submission.html", takes_context=True)
def submission(context: Context) -> Mapping[str, str]:
    """Put the forgery token and this submission's own number in a form, the same number when it is shown again."""
    return {"submission": _posted_number(context.get("request")) or str(uuid4())}


@register.inclusion_tag("shell/stamp.html", takes_context=True)
def stamp(context: Context, record: object) -> Mapping[str, str]:
    """Put the version that the person is changing in a form, the same one when it is shown again.

    Once they have been told that someone else changed it, the newer version is put, so that they may save over it.
    """
    request = context.get("request")
    posted = request.POST.get("version", "") if isinstance(request, HttpRequest) else ""
    now = str(getattr(record, "version", ""))
    return {"version": now if _told_of_change(context.get("form")) else posted or _kept_version(context) or now}


@register.inclusion_tag("shell/keepable.html", takes_context=True)
def keepable(context: Context) -> Mapping[str, Keepable | None]:
    """Put the pass in a form by which its typing is kept; the page gives the form as ``keep``."""
    return {"keep": context.get("keep")}


def _kept_version(context: Context) -> str:
    """Return the version that someone was changing when what they typed was kept, once it is shown again."""
    keep = context.get("keep")
    return keep.typed.get("version", "") if isinstance(keep, Keepable) and keep.typed else ""


def _told_of_change(form: object) -> bool:
    return isinstance(form, BaseForm) and form.is_bound and Stale.SENTENCE in form.non_field_errors()


def _posted_number(request: object) -> str:
    """Return the number a form was sent with, or nothing when it had none or a made-up one."""
    posted = request.POST.get("submission", "") if isinstance(request, HttpRequest) else ""
    try:
        return str(UUID(posted))
    except ValueError:
        return ""
