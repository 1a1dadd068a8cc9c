"""Where the pages are."""

from django.urls import path

from throughline.web.rounds.views import acts, by_rule, from_file, listing, one

app_name = "rounds"

urlpatterns = [
    path("", listing.rounds, name="rounds"),
    path("new/", by_rule.by_rule, name="by_rule"),
    path("new/file/", from_file.from_file, name="from_file"),
    path("<uuid:round_id>/", one.one, name="round"),
    path("<uuid:round_id>/people/", acts.keep_in, name="keep_in"),
    path("<uuid:round_id>/start/", acts.start, name="start"),
    path("<uuid:round_id>/stop/", acts.stop, name="stop"),
    path("<uuid:round_id>/put-aside/", acts.drop, name="drop"),
    path("<uuid:round_id>/take-back/", acts.take_back, name="take_back"),
]
