"""Where the pages are."""

from django.urls import path

from throughline.web.releases.views import acting, board, printing, whole_prison

app_name = "releases"

urlpatterns = [
    path("", board.board, name="board"),
    path("any-day/", board.any_day, name="any_day"),
    path("print/", printing.print_board, name="print"),
    path("whole-prison/", whole_prison.whole_prison, name="whole_prison"),
    path("<uuid:person_id>/lay/", acting.lay, name="lay"),
    path("<uuid:person_id>/steps/<uuid:task_id>/", acting.tick, name="tick"),
]
