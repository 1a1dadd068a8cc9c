"""Where the pages of one person's needs and strengths live, under the person."""

from django.urls import path

from throughline.web.assessments.views import assessment, assets, earlier, safety, talking

app_name = "assessments"

urlpatterns = [
    path("", assessment.assessment, name="assessment"),
    path("begin/", talking.begin, name="begin"),
    path("say/<slug:pathway>/", talking.say, name="say"),
    path("parts/<uuid:part_id>/still-so/", talking.still_so, name="still_so"),
    path("agree/", talking.agree, name="agree"),
    path("finish/", talking.finish, name="finish"),
    path("assets/add/", assets.add_asset, name="add_asset"),
    path("assets/<uuid:asset_id>/end/", assets.end_asset, name="end_asset"),
    path("safety/", safety.safety, name="safety"),
    path("safety/add/", safety.add_safety, name="add_safety"),
    path("safety/<uuid:safety_id>/", safety.change_safety, name="change_safety"),
    path("safety/<uuid:safety_id>/end/", safety.end_safety, name="end_safety"),
    path("earlier/", earlier.earlier, name="earlier"),
]
