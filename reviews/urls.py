from reviews.views import desk, work
from reviews.views.desk import (
    changes,
    feeds,
    jobs,
    planning,
    privacy,
    ranking,
    second,
    standard,
    tips,
    versions,
)
from reviews.views.work import live, proposals

app_name = "reviews"
urlpatterns = [
    *desk.urlpatterns,
    *changes.urlpatterns,
    *feeds.urlpatterns,
    *jobs.urlpatterns,
    *planning.urlpatterns,
    *privacy.urlpatterns,
    *ranking.urlpatterns,
    *standard.urlpatterns,
    *versions.urlpatterns,
    *second.urlpatterns,
    *tips.urlpatterns,
    *proposals.urlpatterns,
    *live.urlpatterns,
    *work.urlpatterns,
]
