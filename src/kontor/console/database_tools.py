"""PostgreSQL's own client programs, and how they find the database that Django uses."""

import os

from kontor.config.embedded import binaries


def program(name: str) -> str:
    """The path of ``pg_dump`` or ``pg_restore``: they come with the embedded server's package."""
    return str(binaries.programs() / name)


def environment_for() -> dict[str, str]:
    """Environment variables that point libpq at Django's database; no password stands on a command line."""
    from django.db import connection  # noqa: PLC0415  # needs loaded settings

    params = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    given = {names[key]: str(value) for key, value in params.items() if key in names and value}
    return {**os.environ, **given}
