"""The app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo record."""

    name = "kontor.demo"
    label = "demo"
