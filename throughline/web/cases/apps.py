"""Tell Django where these templates are."""

from django.apps import AppConfig


class CasePages(AppConfig):
    name = "throughline.web.cases"
    label = "case_pages"
