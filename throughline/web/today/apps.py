"""Tell Django where these templates are."""

from django.apps import AppConfig


class TodayPages(AppConfig):
    name = "throughline.web.today"
    label = "today_pages"
