"""Where pages about referrals live. Those under ``ask`` need no account."""

from django.urls import path

from throughline.web.referrals.views import about, assisted, choosing, duty, inbox, public, referral, referring

app_name = "referrals"

PERSON = "people/<uuid:person_id>/"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("duty/", duty.duty, name="duty"),
    path("for-someone/", assisted.assisted, name="assisted"),
    path("ask/", public.services_open, name="services_open"),
    path("ask/<slug:slug>/", public.ask, name="ask"),
    path("ask/<slug:slug>/thank-you/", public.asked, name="asked"),
    path(PERSON, about.about, name="about"),
    path(f"{PERSON}new/", choosing.choose, name="choose"),
    path(f"{PERSON}to/<uuid:service_id>/", referring.new, name="new"),
    path("<uuid:referral_id>/", referral.referral, name="referral"),
]
