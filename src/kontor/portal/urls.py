"""Addresses."""

from django.urls import path, re_path

from kontor.portal.views import charter, desk, home, journal, mailed, texts
from kontor.portal.writings import PAGES

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("today/", desk.desk, name="desk"),
    path("charter/", charter.charter, name="charter"),
    path("charter/<str:version>/", charter.charter, name="charter_version"),
    path("to/<slug:kind>/<str:public_id>", mailed.locate, name="locate"),
    path("journal/", journal.journal, name="journal"),
    path("journal/export.csv", journal.export, name="journal_export"),
    path("journal/<slug:public_id>/", journal.entry, name="entry"),
    path("handbook/", texts.handbook, name="handbook"),
    path("handbook/<slug:slug>/", texts.chapter, name="chapter"),
    re_path(rf"^(?P<slug>{'|'.join(PAGES)})/$", texts.page, name="page"),
]
