"""What the sign-in library offers and this house does not: nobody changes their own address or joins accounts."""

from django.urls import path

from throughline.web.accounts import views

urlpatterns = [
    path("email/", views.closed, name="closed_email"),
    path("confirm-email/", views.closed, name="closed_confirm_email"),
    path("password/set/", views.closed, name="closed_password_set"),
    path("3rdparty/", views.closed, name="closed_connections"),
    path("sessions/", views.to_me, name="sessions_to_me"),
    path("2fa/", views.to_me, name="second_factor_to_me"),
]
