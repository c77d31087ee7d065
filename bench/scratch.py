"""A database of its own for a benchmark, cloned from the tests' template."""

import contextlib
import os
from collections.abc import Iterator

os.environ["KONTOR_MODE"] = "test"

from tests.kontor_testing.database import Clones


@contextlib.contextmanager
def scratch_database() -> Iterator[str]:
    """Load Django and point it at a fresh clone; the clone is dropped at the end."""
    import django  # noqa: PLC0415  # after the environment is set

    django.setup()
    clones = Clones("bench")
    name = clones.make()
    before = clones.point_django_at(name)
    try:
        yield name
    finally:
        clones.point_django_at(before)
        clones.drop(name)
