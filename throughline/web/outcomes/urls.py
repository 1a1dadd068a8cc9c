"""Where pages about someone's reviews live."""

from django.urls import path

from throughline.web.outcomes.views import measures, recording, reviews

app_name = "outcomes"

urlpatterns = [
    path("", reviews.reviews, name="reviews"),
    path("new/", recording.record, name="record"),
    path("other/", measures.measures, name="measures"),
    path("other/total/", measures.add_tool, name="add_tool"),
    path("other/evidence/", measures.add_evidence, name="add_evidence"),
    path("other/count/", measures.add_tally, name="add_tally"),
    path("<uuid:review_id>/", reviews.review, name="review"),
    path("<uuid:review_id>/strike/", reviews.strike, name="strike"),
]
