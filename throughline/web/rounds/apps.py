"""Tell Django where these templates are."""

from django.apps import AppConfig


class RoundPages(AppConfig):
    name = "throughline.web.rounds"
    label = "round_pages"
