"""Where the pages of a runway are."""

from django.urls import path

from throughline.web.runway.views import following, paper, runway

app_name = "runway"

COURSE = "protocols/<uuid:course_id>/"

urlpatterns = [
    path("", runway.runway, name="runway"),
    path("lay/", runway.lay, name="lay"),
    path("asks/", runway.asks, name="asks"),
    path("today/", paper.today_paper, name="today_paper"),
    path("protocols/add/", following.put_on, name="put_on"),
    path(f"{COURSE}newer/", following.move_version, name="move_version"),
    path(f"{COURSE}off/", following.take_off, name="take_off"),
]
