"""The app of the design system."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, styles and template tags; no tables."""

    name = "kontor.ui"
    label = "ui"
