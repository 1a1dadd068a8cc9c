"""Where pages about people live."""

from django.urls import path

from throughline.web.people.views import contact, details, family, needs, person, register, search, sensitive

app_name = "people"

ONE = "<uuid:person_id>/"

urlpatterns = [
    path("", search.search, name="search"),
    path("register/", register.register, name="register"),
    path(ONE, person.person, name="person"),
    path(f"{ONE}details/", details.details, name="details"),
    path(f"{ONE}details/change/", details.change_details, name="change_details"),
    path(f"{ONE}names/add/", details.add_name, name="add_name"),
    path(f"{ONE}names/<uuid:name_id>/end/", details.end_name, name="end_name"),
    path(f"{ONE}numbers/add/", details.add_number, name="add_number"),
    path(f"{ONE}numbers/<uuid:number_id>/end/", details.end_number, name="end_number"),
    path(f"{ONE}contact/", contact.contact, name="contact"),
    path(f"{ONE}contact/add/", contact.add_contact, name="add_contact"),
    path(f"{ONE}contact/<uuid:contact_id>/", contact.change_contact, name="change_contact"),
    path(f"{ONE}contact/<uuid:contact_id>/end/", contact.end_contact, name="end_contact"),
    path(f"{ONE}needs/", needs.needs, name="needs"),
    path(f"{ONE}needs/add/", needs.add_need, name="add_need"),
    path(f"{ONE}needs/<uuid:need_id>/", needs.change_need, name="change_need"),
    path(f"{ONE}needs/<uuid:need_id>/end/", needs.end_need, name="end_need"),
    path(f"{ONE}family/", family.family, name="family"),
    path(f"{ONE}family/add/", family.add_relation, name="add_relation"),
    path(f"{ONE}family/<uuid:relation_id>/", family.change_relation, name="change_relation"),
    path(f"{ONE}family/<uuid:relation_id>/end/", family.end_relation, name="end_relation"),
    path(f"{ONE}sensitive/", sensitive.sensitive, name="sensitive"),
    path(f"{ONE}sensitive/add/", sensitive.add_sensitive, name="add_sensitive"),
    path(f"{ONE}sensitive/<uuid:fact_id>/", sensitive.change_sensitive, name="change_sensitive"),
    path(f"{ONE}sensitive/<uuid:fact_id>/end/", sensitive.end_sensitive, name="end_sensitive"),
]
