"""Where pages about protocols are."""

from django.urls import path

from throughline.web.protocols.views import listing, publishing, version, working_to

app_name = "protocols"

urlpatterns = [
    path("", listing.listing, name="listing"),
    path("publish/", publishing.publish, name="publish"),
    path("<uuid:version_id>/", version.version, name="version"),
    path("<uuid:version_id>/file/", version.file, name="file"),
    path("<uuid:version_id>/take-up/", working_to.take_up, name="take_up"),
    path("<uuid:version_id>/retire/", publishing.retire, name="retire"),
    path("use/<uuid:adoption_id>/end/", working_to.end, name="end"),
    path("use/<uuid:adoption_id>/agree/", working_to.sign, name="sign"),
]
