"""Addresses."""

from django.urls import path

from kontor.cities.views import city, contacts, figures

app_name = "cities"
urlpatterns = [
    path("cities/<slug:public_id>/", city.city, name="city"),
    path("cities/<slug:public_id>/edit/", city.edit, name="edit"),
    path("cities/<slug:public_id>/figures/add/", figures.add, name="add_figure"),
    path(
        "cities/<slug:public_id>/figures/<slug:indicator>/<int:year>/<slug:source_key>/", figures.change, name="figure"
    ),
    path("cities/<slug:public_id>/contacts/", contacts.contacts, name="contacts"),
    path("cities/<slug:public_id>/contacts/invite/", contacts.invite, name="invite"),
    path("cities/<slug:public_id>/contacts/office/", contacts.office, name="office"),
    path("cities/<slug:public_id>/contacts/<slug:seat_id>/end/", contacts.end, name="end_seat"),
    path(
        "cities/<slug:public_id>/contacts/invitations/<slug:invitation_id>/withdraw/",
        contacts.withdraw_invitation,
        name="withdraw_invitation",
    ),
]
