from reviews.views import desk, work
from reviews.views.desk import tips

app_name = "reviews"
urlpatterns = [*desk.urlpatterns, *tips.urlpatterns, *work.urlpatterns]
