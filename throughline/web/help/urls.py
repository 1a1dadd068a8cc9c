"""Where pages that explain live."""

from django.urls import path

from throughline.web.help import views

app_name = "help"

urlpatterns = [
    path("", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
]
