"""What the application's database role may do: work with the tables, but never change the journal.

`migrate` calls this as the owner after every migration, so a new table is covered at once.
"""

from django.apps import apps
from django.db import connection


def grant_to_application(role: str) -> None:
    """Grant ``role`` what the application needs; append-only tables can be read and added to, no more."""
    quoted = connection.ops.quote_name(role)
    closed = [connection.ops.quote_name(model._meta.db_table) for model in apps.get_models() if is_append_only(model)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone() == (role,):
            return  # one role does everything; `kontor check` warns about that
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {quoted}")
        for table in closed:
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quoted}")


def is_append_only(model: type) -> bool:
    """Whether a model's rows are only ever added (``append_only = True``)."""
    return bool(getattr(model, "append_only", False))
