from django.urls import path

from desk.archive import files

urlpatterns = [
    path("kept/<int:pk>/frame/", files.kept_frame, name="kept_frame"),
    path("kept/<int:pk>/page/<int:page>/", files.kept_page_image, name="kept_page_image"),
    path("kept/<int:pk>/raw/", files.kept_raw, name="kept_raw"),
    path("kept/<int:pk>/warc/", files.kept_warc, name="kept_warc"),
]
