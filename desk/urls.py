from desk.archive import urls as archive_urls
from desk.articles import privacy, second_reader, versions
from desk.feeds import views as feed_views
from desk.inbox import urls as inbox_urls
from desk.jobs import views as job_views
from desk.planning import views as planning_views
from desk.proposed_changes import views as proposed_change_views
from desk.ranking import views as ranking_views
from desk.review import proposals, watch
from desk.review import urls as review_urls
from desk.standard import views as standard_views
from desk.tips import views as tip_views

app_name = "desk"
urlpatterns = [
    *inbox_urls.urlpatterns,
    *proposed_change_views.urlpatterns,
    *feed_views.urlpatterns,
    *job_views.urlpatterns,
    *planning_views.urlpatterns,
    *privacy.urlpatterns,
    *ranking_views.urlpatterns,
    *standard_views.urlpatterns,
    *versions.urlpatterns,
    *second_reader.urlpatterns,
    *tip_views.urlpatterns,
    *proposals.urlpatterns,
    *watch.urlpatterns,
    *archive_urls.urlpatterns,
    *review_urls.urlpatterns,
]
