"""Tell Django where these templates are."""

from django.apps import AppConfig


class NoticePages(AppConfig):
    name = "throughline.web.notices"
    label = "notice_pages"
