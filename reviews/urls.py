from reviews.views import desk, work
from reviews.views.desk import feeds, ranking, second, tips, versions

app_name = "reviews"
urlpatterns = [
    *desk.urlpatterns,
    *feeds.urlpatterns,
    *ranking.urlpatterns,
    *versions.urlpatterns,
    *second.urlpatterns,
    *tips.urlpatterns,
    *work.urlpatterns,
]
