"""Where pages that count live."""

from django.urls import path

from throughline.web.reports import housing, services, taking_out, views

app_name = "reports"

urlpatterns = [
    path("", services.index, name="index"),
    path("population/", views.population, name="population"),
    path("month/", services.month, name="month"),
    path("caseload/", services.caseload, name="caseload"),
    path("referrals/", services.referrals, name="referrals"),
    path("contacts/", services.contacts, name="contacts"),
    path("outcomes/", services.outcomes, name="outcomes"),
    path("housing/", housing.housing, name="housing"),
    path("cases/", taking_out.cases, name="cases"),
    path("cases/columns/", taking_out.columns, name="columns"),
]
