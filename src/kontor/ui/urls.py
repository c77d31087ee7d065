"""Addresses of the design system."""

from django.urls import path

from kontor.ui import moves, views

app_name = "ui"

urlpatterns = [
    path("move/<slug:life>/<slug:public_id>/<slug:verb>/", moves.move, name="move"),
    path("gallery/", views.gallery, name="gallery"),
]
