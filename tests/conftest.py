"""Fixtures that only the tests of the whole product use."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.access_world import World, build_world
from tests.kontor_testing.database import Clones


@pytest.fixture(scope="module")
def world_database(
    clones: Clones, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[World]:
    """The world of ``access_world`` in a database of its own, to which Django points for the whole module."""
    from django.conf import settings  # noqa: PLC0415  # the fixture `settings` lives for one test only

    name, files_before = clones.make(), settings.FILES_ROOT
    settings.FILES_ROOT = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock():
        before = clones.point_django_at(name)
        try:
            world = build_world()
            world.files_root = settings.FILES_ROOT
            yield world
        finally:
            clones.point_django_at(before)
            settings.FILES_ROOT = files_before
            clones.drop(name)


@pytest.fixture(autouse=True)
def _files_of_the_world(request: pytest.FixtureRequest, files_root: Path, settings: Any) -> None:
    """Tests in the world read the world's files, not their own."""
    if "world_database" in request.fixturenames:
        settings.FILES_ROOT = request.getfixturevalue("world_database").files_root
