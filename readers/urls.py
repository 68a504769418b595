from django.urls import path

from readers import views

app_name = "readers"
urlpatterns = [
    path("", views.home, name="home"),
    path("checks/", views.checks, name="checks"),
    path("checks/<slug:slug>/", views.check, name="check"),
    path("checks/<slug:slug>/versions/<int:number>/", views.version, name="version"),
    path("checks/<slug:slug>/evidence/<int:number>/", views.evidence, name="evidence"),
    path("checks/<slug:slug>/evidence/<int:number>/copy/", views.copy, name="copy"),
    path("claimants/", views.claimants, name="claimants"),
    path("claimants/<slug:slug>/", views.claimant, name="claimant"),
    path("corrections/", views.corrections, name="corrections"),
    path("docket/", views.docket, name="docket"),
    path("methodology/", views.methodology, name="methodology"),
    path("feeds/checks.atom", views.feed, name="feed_atom"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("desk/reviews/<int:pk>/preview/", views.preview, name="preview"),
]
