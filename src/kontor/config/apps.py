"""The configuration as an app: when all models are there it lets every app declare what it declares."""

from django.apps import AppConfig


class Configuration(AppConfig):
    """Carries no model; makes the declarations of all apps known."""

    name = "kontor.config"
    label = "config"

    def ready(self) -> None:
        """Import the declaring files (actions, forms, panels, …) of all apps, in the order of the storeys."""
        from kontor.kernel.declarations import declare_everything  # noqa: PLC0415  # needs loaded apps

        declare_everything()
