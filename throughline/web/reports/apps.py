"""Tell Django where these templates are."""

from django.apps import AppConfig


class ReportPages(AppConfig):
    name = "throughline.web.reports"
    label = "report_pages"
