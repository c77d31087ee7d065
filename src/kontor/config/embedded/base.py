"""The Django database engine that starts the embedded server lazily."""

from typing import Any

from django.db.backends.postgresql import base

from kontor.config.embedded.server import EmbeddedServer


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django knows it; only the address is found by asking the embedded server."""

    def get_connection_params(self) -> dict[str, Any]:
        """Connection parameters as Django's own engine gives them, with the server surely running."""
        server = EmbeddedServer.here()
        server.ensure_running()
        params: dict[str, Any] = super().get_connection_params()
        params["host"] = str(server.socket_directory)
        return params
