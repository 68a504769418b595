from django.urls import path

from readers.check import views

app_name = "readers"
urlpatterns = [
    path("", views.home, name="home"),
    path("checks/", views.checks, name="checks"),
    path("checks/<slug:slug>/", views.check, name="check"),
    path("checks/<slug:slug>/versions/<int:number>/", views.version, name="version"),
    path("checks/<slug:slug>/evidence/<int:number>/", views.evidence, name="evidence"),
    path("checks/<slug:slug>/evidence/<int:number>/copy/", views.copy, name="copy"),
    path("checks/<slug:slug>/report/", views.report, name="report"),
    path("reports/<str:secret>/", views.report_standing, name="report_standing"),
    path("claimants/", views.claimants, name="claimants"),
    path("claimants/<slug:slug>/", views.claimant, name="claimant"),
    path("corrections/", views.corrections, name="corrections"),
    path("docket/", views.docket, name="docket"),
    path("methodology/", views.methodology, name="methodology"),
    path("tip/", views.tip, name="tip"),
    path("tip/<str:secret>/", views.tip_standing, name="tip_standing"),
    path("feeds/checks.atom", views.feed, {"kind": "atom"}, name="feed_atom"),
    path("feeds/checks.rss", views.feed, {"kind": "rss"}, name="feed_rss"),
    path("feeds/checks.json", views.feed, {"kind": "json"}, name="feed_json"),
    path("feeds/claimreview.json", views.claimreview, name="feed_claimreview"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("desk/reviews/<int:pk>/preview/", views.preview, name="preview"),
]
