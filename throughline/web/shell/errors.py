"""The pages for when something cannot be shown or done: what is so, what is safe, what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from throughline.web.shell.lost_forms import answer_too_old


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense."""
    return render(request, "400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer someone whose job does not include this page, saying why when the refusal said why."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that has no valid forgery token: it waited too long, or cookies are off."""
    return answer_too_old(request) or render(request, "403_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what is not here and for what is not theirs to see, with the same words."""
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, sentence: str, *, back: str = "/") -> HttpResponse:
    """Answer an act that the rules, or someone else's change, do not allow. ``back`` is where to look next."""
    return render(request, "409.html", {"reason": sentence, "back": back}, status=409)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when we failed. It asks nothing of the database, which may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
