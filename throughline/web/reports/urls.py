"""Where pages that count live."""

from django.urls import path

from throughline.web.reports import views

app_name = "reports"

urlpatterns = [
    path("population/", views.population, name="population"),
]
