"""The app."""

from django.apps import AppConfig


class CitiesConfig(AppConfig):
    """Cities, districts, counties and their key data."""

    name = "kontor.cities"
    label = "cities"
