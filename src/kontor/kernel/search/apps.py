"""Search as a Django app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The index and what asks it."""

    name = "kontor.kernel.search"
    label = "search"
