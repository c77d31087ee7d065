"""Addresses."""

from django.urls import path

from kontor.people.views import closing, invitations, organs, own

app_name = "people"
urlpatterns = [
    path("me/", own.me, name="me"),
    path("me/close/", closing.close_own, name="close_own"),
    path("persons/", closing.persons, name="persons"),
    path("persons/<slug:public_id>/close/", closing.close_other, name="close_other"),
    path("me/data.json", own.export, name="export"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("organs/", organs.organs, name="organs"),
    path("organs/<slug:public_id>/", organs.organ, name="organ"),
]
