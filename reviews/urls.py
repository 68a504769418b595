from reviews.views import desk, work

app_name = "reviews"
urlpatterns = [*desk.urlpatterns, *work.urlpatterns]
