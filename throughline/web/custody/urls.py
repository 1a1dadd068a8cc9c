"""Where pages about custody live."""

from django.urls import path

from throughline.custody.statuses import MovementKind
from throughline.web.custody import changes, dating, leaving, views

app_name = "custody"

urlpatterns = [
    path("", views.stay, name="stay"),
    path("dates/record/", dating.record_date, name="record_date"),
    path("dates/<uuid:date_id>/take-back/", dating.undo_date, name="undo_date"),
    path("place/", changes.change_place, name="change_place"),
    path("transfer/", changes.transfer, name="transfer"),
    path("status/", changes.change_status, name="change_status"),
    path("sentence/", changes.change_sentence, name="change_sentence"),
    path("left/", leaving.leave, name="leave"),
    path("left-today/", leaving.left_today, name="left_today"),
    path("licence/out/", changes.licence, {"kind": MovementKind.TEMPORARY_LICENCE}, name="licence_out"),
    path("licence/back/", changes.licence, {"kind": MovementKind.BACK_FROM_LICENCE}, name="licence_back"),
    path("came-in/", changes.came_in, name="came_in"),
]
