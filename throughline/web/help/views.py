"""Explain, to staff and to the people records are about. Anyone may read these pages: they hold no data."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.web.help.words import WORDS


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Say what this is, what its words mean, and who to ring."""
    return render(request, "help/help.html", {"words": WORDS})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, who sees it, what is recorded when staff look, and how to ask."""
    return render(request, "help/privacy.html")
