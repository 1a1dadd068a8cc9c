"""Tell Django where these templates are."""

from django.apps import AppConfig


class AssessmentPages(AppConfig):
    name = "throughline.web.assessments"
    label = "assessment_pages"
