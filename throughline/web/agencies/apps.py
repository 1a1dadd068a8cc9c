"""Tell Django where these templates are."""

from django.apps import AppConfig


class AgencyPages(AppConfig):
    name = "throughline.web.agencies"
    label = "agencies_pages"
