"""Publishing a version of a protocol, and putting nobody new on one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.foundations.errors import NotAllowed
from throughline.protocols import queries
from throughline.protocols.actions import publishing as actions
from throughline.protocols.models import Version
from throughline.protocols.reading.faults import Fault
from throughline.protocols.reading.files import faults_of, read
from throughline.protocols.rules import tidy
from throughline.protocols.shape import Protocol
from throughline.web.protocols import forms, page
from throughline.web.protocols.views.asking import need_lead_of, need_led, version_named
from throughline.web.protocols.views.version import compared, shown
from throughline.web.shell.refusals import beside

LONGEST_QUOTE = 120
"""Characters shown of a line at fault."""


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: StaffRequest) -> HttpResponse:
    """Publish a version for a partnership the viewer's organisation leads; say line by line what is wrong with it."""
    partnerships = need_led(request)
    form = forms.Publish(_typed(request), partnerships=partnerships, text=_begun_from(request))
    faults = _faults(form)
    if form.is_valid() and "look" in request.POST:
        return _look(request, form)
    if form.is_valid():
        with beside(form):
            made = actions.publish(
                form.cleaned_data["text"],
                partnership=form.cleaned_data["partnership"],
                on=clock.today(),
                by=request.actor,
                at=clock.now(),
            )
    if form.is_bound and form.is_valid():
        messages.success(request, f"{made} is published. People are put on it once a partnership takes it up.")
        return redirect("protocols:version", version_id=made.pk)
    return render(request, "protocols/publish.html", {"form": form, "faults": faults})


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Put nobody new on a version of one's own partnership.

    Raises:
        NotAllowed: it comes with the product, or another organisation leads its partnership.
    """
    access.need(request.actor, Do.PUBLISH_PROTOCOLS)
    found = shown(request, version_id)
    if found.partnership is None:
        raise NotAllowed("This protocol comes with Throughline. A partnership ends its own use of it instead.")
    need_lead_of(request, found.partnership)
    form = forms.Retire(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with beside(form):
            actions.retire(found, on=form.cleaned_data["on"], by=request.actor, at=clock.now())
    if form.is_bound and form.is_valid():
        messages.success(request, f"{found} is retired. Those who are on it stay on it.")
        return redirect("protocols:version", version_id=found.pk)
    return render(request, "protocols/retire.html", {"form": form, "version": found})


def _typed(request: StaffRequest) -> QueryDict | None:
    """Return what was sent, an uploaded file in the place of the text, so that it is there to be mended."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    if upload := request.FILES.get("upload"):
        typed["text"] = upload.read(forms.LARGEST_UPLOAD + 1).decode("utf-8", errors="replace")
    return typed


def _begun_from(request: StaffRequest) -> str:
    """Return the text of the version that the next one begins from; empty when it begins from nothing."""
    version = version_named(request)
    return version.text if version else ""


def _faults(form: forms.Publish) -> list[tuple[Fault, str]]:
    """Return what is wrong with the file, each with the line it is about, and say so on the form."""
    if not form.is_valid():
        return []
    text = tidy(form.cleaned_data["text"])
    found, lines = faults_of(text), text.splitlines()
    if found:
        form.add_error("text", "Nothing was published. What has to be mended stands beside the text, line by line.")
    return [(fault, _quoted(lines, fault.line)) for fault in found]


def _quoted(lines: list[str], number: int) -> str:
    return lines[number - 1].strip()[:LONGEST_QUOTE] if 0 < number <= len(lines) else ""


def _look(request: StaffRequest, form: forms.Publish) -> HttpResponse:
    """Show what would be published, and what is different from the newest version there is. Nothing is kept."""
    protocol = read(tidy(form.cleaned_data["text"]))
    seen = access.visible(Version, by=request.actor, to=Do.SEE_PROTOCOLS)
    before = queries.of_slug(seen, protocol.slug).first()
    return render(request, "protocols/publish.html", {"form": form, "faults": [], **_looked(protocol, before)})


def _looked(protocol: Protocol, before: Version | None) -> dict[str, object]:
    return {
        "protocol": protocol,
        "for_whom": page.for_whom(protocol),
        "stages": page.stages(protocol),
        "before": before,
        "differences": compared(before, protocol) if before else None,
    }
