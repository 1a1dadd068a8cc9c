"""Tell Django where these templates are."""

from django.apps import AppConfig


class CustodyPages(AppConfig):
    name = "throughline.web.custody"
    label = "custody_pages"
