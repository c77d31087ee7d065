"""Imports what the apps declare about lives, panels and reasons, once all models are there."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

#: The files of an app that register something when they are imported.
_DECLARING = ("words", "letters", "actions", "reactions", "declarations", "forms", "panels")


def declare_everything() -> None:
    """Import the declaring files of every app of ours; called when the whole registry is ready."""
    import_module("kontor.kernel.lifecycle.words")
    for config in apps.get_app_configs():
        if config.name.startswith("kontor."):
            for name in _DECLARING:
                if find_spec(f"{config.name}.{name}"):
                    import_module(f"{config.name}.{name}")
