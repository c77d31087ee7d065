"""The record, loaded once a worker; every test sees it in a transaction that is rolled back, or in its own copy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connections, transaction

from kontor.demo.loading import load_record
from tests.kontor_testing.database import Clones, _administer


@pytest.fixture(scope="session")
def loaded(
    clones: Clones, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """The name of a database that holds the record, and where its files lie."""
    name, files, before_files = clones.make(), tmp_path_factory.mktemp("record"), django_settings.FILES_ROOT
    with django_db_blocker.unblock():
        before = clones.point_django_at(name)
        django_settings.FILES_ROOT = files
        try:
            load_record(say=lambda _line: None)
        finally:
            django_settings.FILES_ROOT = before_files
            clones.point_django_at(before)
    yield name, files
    clones.drop(name)


@pytest.fixture
def record(loaded: tuple[str, Path], clones: Clones, django_db_blocker: Any, settings: Any) -> Iterator[None]:
    """The loaded record; what a test writes is rolled back."""
    name, settings.FILES_ROOT = loaded
    with django_db_blocker.unblock():
        before = clones.point_django_at(name)
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            clones.point_django_at(before)


@pytest.fixture
def copied_record(loaded: tuple[str, Path], clones: Clones, django_db_blocker: Any, settings: Any) -> Iterator[str]:
    """A copy of the loaded record in which transactions commit; gives the name of its database."""
    template, settings.FILES_ROOT = loaded
    name = f"{template}_copy"
    _administer(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY WAL_LOG")
    with django_db_blocker.unblock():
        before = clones.point_django_at(name)
        try:
            yield name
        finally:
            connections.close_all()
            clones.point_django_at(before)
            clones.drop(name)
