"""Where the list of reviews that are due lives."""

from django.urls import path

from throughline.web.outcomes.views import due

app_name = "reviews"

urlpatterns = [path("", due.due, name="due")]
