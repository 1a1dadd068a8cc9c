"""Tell Django where these templates are."""

from django.apps import AppConfig


class LinePages(AppConfig):
    name = "throughline.web.line"
    label = "line_pages"
