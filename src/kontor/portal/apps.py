"""The app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Home, desks, site map."""

    name = "kontor.portal"
    label = "portal"
