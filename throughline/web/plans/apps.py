"""Tell Django where these templates are."""

from django.apps import AppConfig


class PlanPages(AppConfig):
    name = "throughline.web.plans"
    label = "plan_pages"
