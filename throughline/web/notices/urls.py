"""Where pages about notices live."""

from django.urls import path

from throughline.web.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<uuid:notice_id>/seen/", views.acknowledge, name="acknowledge"),
    path("<uuid:notice_id>/chase/", views.chase, name="chase"),
]
