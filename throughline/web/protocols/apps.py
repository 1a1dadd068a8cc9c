"""Tell Django where these templates are."""

from django.apps import AppConfig


class ProtocolPages(AppConfig):
    name = "throughline.web.protocols"
    label = "protocol_pages"
