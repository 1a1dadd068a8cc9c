"""Where the pages of the register of barriers are."""

from django.urls import path

from throughline.web.meetings.views import barriers, raising

app_name = "barriers"

ONE = "<uuid:barrier_id>/"

urlpatterns = [
    path("", barriers.barriers, name="barriers"),
    path("raise/", raising.raise_barrier, name="raise_barrier"),
    path("people/<uuid:person_id>/", raising.touch, name="touch"),
    path(ONE, barriers.barrier, name="barrier"),
    path(f"{ONE}change/", raising.change, name="change"),
    path(f"{ONE}work/", raising.work, name="work"),
    path(f"{ONE}pass-up/", raising.pass_up, name="pass_up"),
    path(f"{ONE}end/", raising.end, name="end"),
]
