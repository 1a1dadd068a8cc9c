"""Tell Django where these templates are."""

from django.apps import AppConfig


class HousingPages(AppConfig):
    name = "throughline.web.housing"
    label = "housing_pages"
