"""Where the pages of how councils take applications are."""

from django.urls import path

from throughline.web.housing.views import ways

app_name = "council_ways"

urlpatterns = [
    path("", ways.ways, name="ways"),
    path("add/", ways.add_way, name="add"),
    path("<uuid:way_id>/", ways.change_way, name="change"),
]
