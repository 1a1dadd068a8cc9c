"""Count a service's work: its caseload, referrals, contacts and outcomes, and its month on one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.journeys.count_caseload import count_caseload
from throughline.journeys.count_contacts import count_contacts
from throughline.journeys.count_outcomes import count_outcomes
from throughline.journeys.count_referrals import count_referrals, count_targets
from throughline.journeys.count_service_month import count_service_month
from throughline.reports.targets import target_grid
from throughline.web.reports.asking import Asking
from throughline.web.reports.charts import change_chart, stack_chart, steps_chart
from throughline.web.reports.service_forms import DayForm, MonthForm, PeriodForm
from throughline.web.shell import refusals


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Show which numbers there are."""
    asking = Asking(request)
    may_take_out = access.may(request.actor, Do.EXPORT_CASES)
    return render(request, "reports/index.html", {"services": asking.services, "may_take_out": may_take_out})


@require_safe
def caseload(request: StaffRequest) -> HttpResponse:
    """Show who a service worked with at the end of a day, by setting."""
    asking, report = Asking(request), None
    form = asking.form(DayForm)
    if asking.services and form.is_valid():
        with refusals.beside(form):
            report = count_caseload(asking.service, on=form.cleaned_data["on"], today=asking.today)
    chart = stack_chart(report.over_time) if report else None
    return asking.answer("reports/caseload.html", form, report, stack=chart)


@require_safe
def referrals(request: StaffRequest) -> HttpResponse:
    """Show who asked a service for help in a period, what it answered, and its promises beside what was done."""
    asking, report, kept = Asking(request), None, None
    form = asking.form(PeriodForm)
    if asking.services and form.is_valid():
        with refusals.beside(form):
            report = count_referrals(asking.service, period=form.period, today=asking.today)
            kept = target_grid(count_targets(asking.service, period=form.period, today=asking.today))
    chart = steps_chart(report.steps) if report else None
    return asking.answer("reports/referrals.html", form, report, steps=chart, targets=kept)


@require_safe
def contacts(request: StaffRequest) -> HttpResponse:
    """Show the contacts of a service's cases in a period."""
    asking, report = Asking(request), None
    form = asking.form(PeriodForm)
    if asking.services and form.is_valid():
        with refusals.beside(form):
            report = count_contacts(asking.service, period=form.period, today=asking.today)
    return asking.answer("reports/contacts.html", form, report)


@require_safe
def outcomes(request: StaffRequest) -> HttpResponse:
    """Show how life changed for a service's people in a period, and who was back in prison."""
    asking, report = Asking(request), None
    form = asking.form(PeriodForm)
    if asking.services and form.is_valid():
        with refusals.beside(form):
            report = count_outcomes(asking.service, period=form.period, today=asking.today)
    chart = change_chart(report.theirs) if report else None
    return asking.answer("reports/outcomes.html", form, report, changes=chart)


@require_safe
def month(request: StaffRequest) -> HttpResponse:
    """Show a service's month: who asked, who is supported, what was promised, and how life changed."""
    asking, report = Asking(request), None
    form = asking.form(MonthForm)
    if asking.services and form.is_valid():
        with refusals.beside(form):
            report = count_service_month(asking.service, within=form.cleaned_data["month"], today=asking.today)
    if report is None:
        return asking.answer("reports/month.html", form, report)
    return asking.answer(
        "reports/month.html",
        form,
        report,
        steps=steps_chart(report.referrals.steps),
        stack=stack_chart(report.caseload.over_time),
        changes=change_chart(report.outcomes.theirs),
        targets=target_grid(report.kept),
    )
