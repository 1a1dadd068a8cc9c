"""Where pages about agencies live."""

from django.urls import path

from throughline.web.agencies.views import areas, keys, organisations, partnerships, services, staff, stages, teams

app_name = "agencies"

urlpatterns = [
    path("", organisations.listing, name="list"),
    path("new/", organisations.new, name="new"),
    path("<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("<uuid:organisation_id>/change/", organisations.change, name="change"),
    path("<uuid:organisation_id>/close/", organisations.close, name="close"),
    path("<uuid:organisation_id>/prison/", organisations.prison, name="prison"),
    path("<uuid:organisation_id>/teams/new/", teams.new, name="team_new"),
    path("<uuid:organisation_id>/staff/new/", staff.new, name="staff_new"),
    path("<uuid:organisation_id>/services/", services.listing, name="services"),
    path("<uuid:organisation_id>/services/new/", services.new, name="service_new"),
    path("services/<uuid:service_id>/", services.service, name="service"),
    path("services/<uuid:service_id>/change/", services.change, name="service_change"),
    path("services/<uuid:service_id>/close/", services.close, name="service_close"),
    path("services/<uuid:service_id>/targets/new/", services.target, name="service_target"),
    path("services/<uuid:service_id>/stages/new/", stages.new, name="stage_new"),
    path("services/stages/<uuid:stage_id>/", stages.change, name="stage"),
    path("services/stages/<uuid:stage_id>/retire/", stages.retire, name="stage_retire"),
    path("services/stages/<uuid:stage_id>/move/", stages.move, name="stage_move"),
    path("teams/<uuid:team_id>/", teams.team, name="team"),
    path("teams/<uuid:team_id>/change/", teams.change, name="team_change"),
    path("teams/<uuid:team_id>/close/", teams.close, name="team_close"),
    path("teams/members/<uuid:membership_id>/leave/", teams.leave, name="team_leave"),
    path("staff/<uuid:user_id>/", staff.member, name="member"),
    path("staff/<uuid:user_id>/change/", staff.change, name="staff_change"),
    path("staff/<uuid:user_id>/move/", staff.move, name="staff_move"),
    path("staff/<uuid:user_id>/leave/", staff.leave, name="staff_leave"),
    path("staff/<uuid:user_id>/return/", staff.come_back, name="staff_return"),
    path("staff/<uuid:user_id>/link/", staff.link, name="staff_link"),
    path("areas/", areas.listing, name="areas"),
    path("areas/new/", areas.new, name="area_new"),
    path("areas/<uuid:area_id>/", areas.change, name="area"),
    path("areas/<uuid:area_id>/close/", areas.close, name="area_close"),
    path("partnerships/", partnerships.listing, name="partnerships"),
    path("partnerships/new/", partnerships.new, name="partnership_new"),
    path("partnerships/<uuid:partnership_id>/", partnerships.partnership, name="partnership"),
    path("partnerships/<uuid:partnership_id>/change/", partnerships.change, name="partnership_change"),
    path("partnerships/partners/<uuid:partner_id>/leave/", partnerships.leave, name="partner_leave"),
    path("keys/", keys.listing, name="keys"),
    path("keys/new/", keys.new, name="key_new"),
    path("keys/made/", keys.made, name="key_made"),
    path("keys/<uuid:key_id>/end/", keys.end, name="key_end"),
]
