"""The map of everything we serve."""

from django.urls import include, path

from throughline.api.v1 import api

urlpatterns = [
    path("", include("throughline.web.urls")),
    path("api/v1/", api.urls),
]

handler400 = "throughline.web.shell.errors.bad_request"
handler403 = "throughline.web.shell.errors.not_allowed"
handler404 = "throughline.web.shell.errors.not_found"
handler500 = "throughline.web.shell.errors.broken"
