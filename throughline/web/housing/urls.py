"""Where the pages of one person's housing are, under the person."""

from django.urls import path

from throughline.web.housing.views import councils, efforts, homes, housing, paper, providers, safety

app_name = "housing"

HOME = "homes/<uuid:home_id>/"
APPLICATION = "councils/<uuid:application_id>/"
ASK = "providers/<uuid:ask_id>/"
UNSAFE = "safety/places/<uuid:unsafe_id>/"
EXCLUSION = "safety/exclusions/<uuid:exclusion_id>/"

urlpatterns = [
    path("", housing.housing, name="housing"),
    path("print/", paper.print_efforts, name="print"),
    path("homes/add/", homes.add_home, name="add_home"),
    path("homes/plan/", homes.plan_home, name="plan_home"),
    path(f"{HOME}change/", homes.change_home, name="change_home"),
    path(f"{HOME}fell-through/", homes.fell_through, name="fell_through"),
    path(f"{HOME}moved-in/", homes.move_in, name="move_in"),
    path(f"{HOME}ended/", homes.leave_home, name="leave_home"),
    path(f"{HOME}still-there/", homes.still_there, name="still_there"),
    path("councils/ask/", councils.apply, name="apply"),
    path(f"{APPLICATION}heard/", councils.heard, name="heard"),
    path(f"{APPLICATION}tried/", councils.tried_to_reach, name="tried_to_reach"),
    path(f"{APPLICATION}decided/", councils.decide, name="decide"),
    path(f"{APPLICATION}take-back/", councils.take_back, name="take_back"),
    path("providers/ask/", providers.ask_provider, name="ask_provider"),
    path(f"{ASK}answer/", providers.answer, name="answer"),
    path(f"{ASK}visited/", providers.visited, name="visited"),
    path(f"{ASK}first-in-line/", providers.set_priority, name="set_priority"),
    path(f"{ASK}turned-down/", providers.turn_down, name="turn_down"),
    path(f"{ASK}stop/", providers.stop_asking, name="stop_asking"),
    path("efforts/add/", efforts.record_effort, name="record_effort"),
    path("no-address/", efforts.no_address, name="no_address"),
    path("safety/", safety.safety, name="safety"),
    path("safety/places/add/", safety.note_unsafe, name="note_unsafe"),
    path(f"{UNSAFE}end/", safety.end_unsafe, name="end_unsafe"),
    path("safety/exclusions/add/", safety.note_exclusion, name="note_exclusion"),
    path(f"{EXCLUSION}look-again/", safety.look_again, name="look_again"),
    path(f"{EXCLUSION}end/", safety.end_exclusion, name="end_exclusion"),
]
