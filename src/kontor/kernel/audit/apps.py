"""The journal as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The journal."""

    name = "kontor.kernel.audit"
    label = "audit"
