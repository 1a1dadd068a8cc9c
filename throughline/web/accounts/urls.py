"""Where a member of staff looks after their own account."""

from django.urls import path

from throughline.web.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.me, name="me"),
    path("sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("second-factor/", views.second_factor, name="second_factor"),
]
