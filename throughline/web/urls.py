"""The map of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("throughline.web.today.urls")),
    path("notices/", include("throughline.web.notices.urls")),
    path("people/", include("throughline.web.people.urls")),
    path("people/<uuid:person_id>/custody/", include("throughline.web.custody.urls")),
    path("sharing/", include("throughline.web.sharing.urls")),
    path("agencies/", include("throughline.web.agencies.urls")),
    path("reports/", include("throughline.web.reports.urls")),
    path("help/", include("throughline.web.help.urls")),
    path("reading/", include("throughline.web.journal.urls")),
    path("account/", include("throughline.web.accounts.urls")),
    path("sign-in/", include("throughline.web.accounts.closed")),
    path("sign-in/", include("allauth.urls")),
]
