"""The configuration as an app: when all models are there it lets every app declare what it declares."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

from kontor.charter.load import CharterInvalid


class Configuration(AppConfig):
    """Carries no model; makes the declarations of all apps known."""

    name = "kontor.config"
    label = "config"

    def ready(self) -> None:
        """Read the charter, then import the declaring files (actions, forms, panels, …) in the order of the storeys.

        A charter that cannot be read stops the start, not the first page that asks it.
        """
        from kontor.kernel.declarations import declare_everything  # noqa: PLC0415  # needs loaded apps
        from kontor.people.charters import charters  # noqa: PLC0415  # needs the settings

        try:
            charters()
        except CharterInvalid as wrong:
            raise ImproperlyConfigured(f"KONTOR_CHARTER: {wrong}") from wrong
        declare_everything()
