"""Tell Django where these templates are."""

from django.apps import AppConfig


class OutcomePages(AppConfig):
    name = "throughline.web.outcomes"
    label = "outcome_pages"
