"""Addresses of the demo; installed in the demo and in tests only."""

from django.urls import path

from kontor.demo import views

app_name = "demo"
urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<slug:public_id>/", views.mail, name="mail"),
    path("mailbox/<slug:public_id>/<int:number>/", views.attachment, name="attachment"),
]
