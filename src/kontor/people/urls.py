"""Addresses."""

from django.urls import path

from kontor.people.views import invitations, organs, own

app_name = "people"
urlpatterns = [
    path("me/", own.me, name="me"),
    path("me/data.json", own.export, name="export"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("organs/", organs.organs, name="organs"),
    path("organs/<slug:public_id>/", organs.organ, name="organ"),
]
