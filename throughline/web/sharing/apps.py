"""Tell Django where these templates are."""

from django.apps import AppConfig


class SharingPages(AppConfig):
    name = "throughline.web.sharing"
    label = "sharing_pages"
