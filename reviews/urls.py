from reviews.views import desk, work
from reviews.views.desk import feeds, second, tips, versions

app_name = "reviews"
urlpatterns = [
    *desk.urlpatterns,
    *feeds.urlpatterns,
    *versions.urlpatterns,
    *second.urlpatterns,
    *tips.urlpatterns,
    *work.urlpatterns,
]
