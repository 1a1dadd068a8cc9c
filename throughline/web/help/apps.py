"""Tell Django where these templates are."""

from django.apps import AppConfig


class HelpPages(AppConfig):
    name = "throughline.web.help"
    label = "help_pages"
