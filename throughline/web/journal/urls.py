"""Where pages about the journal and the read log live."""

from django.urls import path

from throughline.web.journal import views

app_name = "journal"

urlpatterns = [
    path("people/<uuid:person_id>/story/", views.story, name="story"),
    path("people/<uuid:person_id>/looks/", views.reads, name="reads"),
    path("mine/", views.mine, name="mine"),
]
