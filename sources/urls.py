from django.urls import path

from sources import views

app_name = "sources"
urlpatterns = [
    path("kept/<int:pk>/frame/", views.kept_frame, name="kept_frame"),
    path("kept/<int:pk>/page/<int:page>/", views.kept_page_image, name="kept_page_image"),
    path("kept/<int:pk>/raw/", views.kept_raw, name="kept_raw"),
    path("kept/<int:pk>/warc/", views.kept_warc, name="kept_warc"),
]
