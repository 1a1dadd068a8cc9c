"""Tell Django where these templates are."""

from django.apps import AppConfig


class RunwayPages(AppConfig):
    name = "throughline.web.runway"
    label = "runway_pages"
