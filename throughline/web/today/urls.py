"""Where pages about today live."""

from django.urls import path

from throughline.web.today import steps, views

app_name = "today"

urlpatterns = [
    path("", views.today, name="today"),
    path("leaving/", views.leaving, name="leaving"),
    path("passed/", views.passed, name="passed"),
    path("steps/", steps.steps, name="steps"),
    path("chase/<uuid:notice_id>/", views.chase, name="chase"),
]
