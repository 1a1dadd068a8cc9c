"""Tell Django where these templates are."""

from django.apps import AppConfig


class JournalPages(AppConfig):
    name = "throughline.web.journal"
    label = "journal_pages"
