"""Tell Django where these templates are."""

from django.apps import AppConfig


class PeoplePages(AppConfig):
    name = "throughline.web.people"
    label = "people_pages"
