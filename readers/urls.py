"""Addresses that readers see, and the preview of a draft under /desk/."""

from django.urls import path

from readers.check import views as check_views
from readers.corrections import views as correction_views
from readers.docket import views as docket_views
from readers.feeds import views as feed_views
from readers.lists import views as list_views
from readers.site import views as site_views
from readers.tips import views as tip_views

app_name = "readers"
urlpatterns = [
    path("", list_views.home, name="home"),
    path("checks/", list_views.checks, name="checks"),
    path("checks/<slug:slug>/", check_views.check, name="check"),
    path("checks/<slug:slug>/versions/<int:number>/", check_views.version, name="version"),
    path("checks/<slug:slug>/evidence/<int:number>/", check_views.evidence, name="evidence"),
    path("checks/<slug:slug>/evidence/<int:number>/copy/", check_views.copy, name="copy"),
    path("checks/<slug:slug>/report/", tip_views.report, name="report"),
    path("reports/<str:secret>/", tip_views.report_standing, name="report_standing"),
    path("claimants/", list_views.claimants, name="claimants"),
    path("claimants/<slug:slug>/", list_views.claimant, name="claimant"),
    path("corrections/", correction_views.corrections, name="corrections"),
    path("docket/", docket_views.docket, name="docket"),
    path("methodology/", site_views.methodology, name="methodology"),
    path("tip/", tip_views.tip, name="tip"),
    path("tip/<str:secret>/", tip_views.tip_standing, name="tip_standing"),
    path("feeds/checks.atom", feed_views.feed, {"kind": "atom"}, name="feed_atom"),
    path("feeds/checks.rss", feed_views.feed, {"kind": "rss"}, name="feed_rss"),
    path("feeds/checks.json", feed_views.feed, {"kind": "json"}, name="feed_json"),
    path("feeds/claimreview.json", feed_views.claimreview, name="feed_claimreview"),
    path("sitemap.xml", site_views.sitemap, name="sitemap"),
    path("robots.txt", site_views.robots, name="robots"),
    path("desk/reviews/<int:pk>/preview/", check_views.preview, name="preview"),
]
