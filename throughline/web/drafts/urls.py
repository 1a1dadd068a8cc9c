"""Where typing is kept, and let go of."""

from django.urls import path

from throughline.web.drafts import views

app_name = "drafts"

urlpatterns = [
    path("keep/", views.keep, name="keep"),
    path("forget/", views.forget, name="forget"),
]
