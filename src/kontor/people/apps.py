"""The app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, organisations, organs, seats and accounts."""

    name = "kontor.people"
    label = "people"
