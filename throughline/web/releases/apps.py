"""Tell Django where these templates are."""

from django.apps import AppConfig


class ReleasePages(AppConfig):
    name = "throughline.web.releases"
    label = "release_pages"
