"""What is typed in a form and not sent yet: kept for whoever typed it, shown to them again, let go once it is sent.

A form that is kept carries a signed pass naming who opened it and which form it is. By it, what was typed is kept while
it is typed, and also when the form arrives after its session ended. Nobody but that person is ever shown it.

A page keeps its form so: ``keep = keepable(request, to=…)``, ``keep.fill(form)``, and ``keep`` in what it shows; in its
template ``{% include "shell/kept.html" %}`` before the form and ``{% keepable %}`` inside it. The draft is let go by
itself once the form is answered with a redirect.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core import signing
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock, drafts
from throughline.foundations.models import Draft

FIELD = "draft"
USE = "draft"
SALT = "throughline.drafts"
PASS_LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Pass:
    """Who opened a form, which form it is, and where it is."""

    by_id: UUID
    form: str
    address: str

    @property
    def again(self) -> str:
        """The address at which the form is shown with what was kept in it."""
        return f"{self.address}{'&' if '?' in self.address else '?'}{urlencode({USE: 'use'})}"


@dataclass(frozen=True, kw_only=True)
class Keepable:
    """A form whose typing is kept. Templates get it as ``keep``; ``typed`` is None until the viewer asks to see it."""

    pass_: Pass
    saved_at: datetime | None = None
    typed: QueryDict | None = None

    @property
    def token(self) -> str:
        """The pass, signed, for the form to carry."""
        return signing.dumps([str(self.pass_.by_id), self.pass_.form, self.pass_.address], salt=SALT)

    @property
    def again(self) -> str:
        """The address that shows the form with what was kept in it."""
        return self.pass_.again

    def fill(self, form: forms.Form) -> None:
        """Put what was kept into a form that has not been sent."""
        if self.typed is None or form.is_bound:
            return
        for name, field in form.fields.items():
            widget, prefixed = field.widget, form.add_prefix(name)
            if not widget.value_omitted_from_data(self.typed, MultiValueDict(), prefixed):
                form.initial[name] = widget.value_from_datadict(self.typed, MultiValueDict(), prefixed)


def keepable(request: StaffRequest, *, to: Do) -> Keepable:
    """Return the form of this page, with what was kept of it: looked for when the page is opened, not when it is sent.

    A form is known by its page and whom or what that is about. ``to`` is what the page's own door asked for.
    """
    pass_ = Pass(request.actor.id, _name(request), _address(request))
    if request.method == "POST":
        return Keepable(pass_=pass_)
    kept = access.visible(Draft, by=request.actor, to=to).filter(form=pass_.form).first()
    if kept is None:
        return Keepable(pass_=pass_)
    typed = _as_sent(kept) if request.GET.get(USE) == "use" else None
    return Keepable(pass_=pass_, saved_at=kept.saved_at, typed=typed)


def pass_of(request: HttpRequest) -> Pass | None:
    """Return the pass a form carries; None when it has none, or one that is old or not ours."""
    try:
        by_id, form, address = signing.loads(
            request.POST.get(FIELD, ""), salt=SALT, max_age=int(PASS_LASTS.total_seconds())
        )
        return Pass(UUID(by_id), form, address)
    except (signing.BadSignature, ValueError, TypeError, MultiPartParserError, UnreadablePostError):
        return None


def keep(request: HttpRequest, pass_: Pass, *, sending: UUID | None = None) -> bool:
    """Keep what a form says for whoever opened it; return whether there was anything to keep and it was kept.

    Raises:
        TooLong: it is longer than is kept.
    """
    typed = drafts.worth_keeping(dict(request.POST.lists()))
    return drafts.says_something(typed) and drafts.keep(
        pass_.form, typed, by_id=pass_.by_id, at=clock.now(), sending=sending
    )


def keep_lost(request: HttpRequest) -> Pass | None:
    """Keep a form that cannot be answered now; return its pass when it was kept."""
    pass_ = pass_of(request) if request.method == "POST" else None
    if pass_ is not None:
        with suppress(drafts.TooLong):
            return pass_ if keep(request, pass_) else None
    return None


def forget_sent(request: StaffRequest) -> None:
    """Let go of what was kept of a form that has now been sent and answered."""
    pass_ = pass_of(request)
    if pass_ is not None and pass_.by_id == request.actor.id:
        drafts.forget(pass_.form, by_id=pass_.by_id)


def _name(request: HttpRequest) -> str:
    match = request.resolver_match
    return ":".join([match.view_name, *map(str, match.kwargs.values())])[:120] if match else request.path[:120]


def _address(request: HttpRequest) -> str:
    """Return where the page is, without asking for what was kept."""
    query = request.GET.copy()
    query.pop(USE, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _as_sent(kept: Draft) -> QueryDict:
    """Return a draft as the form would send it."""
    sent = QueryDict(mutable=True)
    for name, values in cast(drafts.Typed, kept.typed).items():
        sent.setlist(name, values)
    return sent
