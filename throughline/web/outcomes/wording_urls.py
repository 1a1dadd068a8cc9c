"""Where the words of reviews live."""

from django.urls import path

from throughline.web.outcomes.views import wording

app_name = "wording"

urlpatterns = [
    path("", wording.frameworks, name="frameworks"),
    path("<uuid:domain_id>/", wording.change, name="change"),
]
