from reviews.views import desk, work
from reviews.views.desk import feeds, tips, versions

app_name = "reviews"
urlpatterns = [
    *desk.urlpatterns,
    *feeds.urlpatterns,
    *versions.urlpatterns,
    *tips.urlpatterns,
    *work.urlpatterns,
]
