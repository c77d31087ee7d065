"""The app."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """Applications, rounds, standings, leaving."""

    name = "kontor.membership"
    label = "membership"
