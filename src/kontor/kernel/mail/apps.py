"""Mail as a Django app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The outbox."""

    name = "kontor.kernel.mail"
    label = "mail"
