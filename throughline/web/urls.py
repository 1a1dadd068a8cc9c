"""The map of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("throughline.web.today.urls")),
    path("notices/", include("throughline.web.notices.urls")),
    path("people/", include("throughline.web.people.urls")),
    path("people/<uuid:person_id>/custody/", include("throughline.web.custody.urls")),
    path("referrals/", include("throughline.web.referrals.urls")),
    path("people/<uuid:person_id>/assessment/", include("throughline.web.assessments.urls")),
    path("people/<uuid:person_id>/plan/", include("throughline.web.plans.urls")),
    path("people/<uuid:person_id>/reviews/", include("throughline.web.outcomes.urls")),
    path("people/<uuid:person_id>/runway/", include("throughline.web.runway.urls")),
    path("people/<uuid:person_id>/housing/", include("throughline.web.housing.urls")),
    path("releases/rounds/", include("throughline.web.rounds.urls")),
    path("releases/", include("throughline.web.releases.urls")),
    path("protocols/", include("throughline.web.protocols.urls")),
    path("meetings/", include("throughline.web.meetings.urls")),
    path("barriers/", include("throughline.web.meetings.barrier_urls")),
    path("councils/", include("throughline.web.housing.way_urls")),
    path("cases/", include("throughline.web.cases.urls")),
    path("reviews/", include("throughline.web.outcomes.due_urls")),
    path("wording/", include("throughline.web.outcomes.wording_urls")),
    path("sharing/", include("throughline.web.sharing.urls")),
    path("agencies/", include("throughline.web.agencies.urls")),
    path("reports/", include("throughline.web.reports.urls")),
    path("drafts/", include("throughline.web.drafts.urls")),
    path("help/", include("throughline.web.help.urls")),
    path("reading/", include("throughline.web.journal.urls")),
    path("account/", include("throughline.web.accounts.urls")),
    path("sign-in/", include("throughline.web.accounts.closed")),
    path("sign-in/", include("allauth.urls")),
]
