"""Every address: readers' at the root, the desk's under /desk/, the API under /api/."""

from django.contrib import admin
from django.urls import include, path

from factcheck import health

urlpatterns = [
    path("", include("readers.urls")),
    path("desk/", include("desk.urls")),
    path("api/", include("factcheck.api")),
    path(
        "accounts/", include("accounts.urls")
    ),  # before allauth's, because it replaces some of them
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
]
