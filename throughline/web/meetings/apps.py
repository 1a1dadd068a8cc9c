"""Tell Django where these templates are."""

from django.apps import AppConfig


class MeetingPages(AppConfig):
    name = "throughline.web.meetings"
    label = "meeting_pages"
