"""Files as a Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded and produced files."""

    name = "kontor.kernel.files"
    label = "files"
