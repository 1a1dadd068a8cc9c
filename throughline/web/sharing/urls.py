"""Where pages about sharing live."""

from django.urls import path

from throughline.web.sharing.views import agreements, consents, emergencies, requests, restrictions, who

app_name = "sharing"

urlpatterns = [
    path("people/<uuid:person_id>/", who.who, name="who"),
    path("people/<uuid:person_id>/share/", who.share, name="share"),
    path("people/<uuid:person_id>/consent/", consents.consent, name="consent"),
    path("people/<uuid:person_id>/close-to/", restrictions.close_to, name="close_to"),
    path("people/<uuid:person_id>/limit/", restrictions.limit, name="limit"),
    path("grants/<uuid:grant_id>/stop/", who.stop, name="stop"),
    path("restrictions/<uuid:restriction_id>/allow/", restrictions.allow, name="allow"),
    path("restrictions/<uuid:restriction_id>/lift/", restrictions.lift, name="lift"),
    path("ask/", requests.ask, name="ask"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:request_id>/", requests.answer, name="answer"),
    path("emergency/", emergencies.break_glass, name="break_glass"),
    path("reviews/", emergencies.reviews, name="reviews"),
    path("reviews/<uuid:emergency_id>/", emergencies.review, name="review"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.new_agreement, name="new_agreement"),
    path("agreements/<uuid:agreement_id>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:agreement_id>/sign/", agreements.sign, name="sign"),
    path("agreements/parties/<uuid:party_id>/end/", agreements.end_party, name="end_party"),
]
