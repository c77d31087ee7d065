"""Makes the fixtures of ``tests/kontor_testing`` known to all tests; those named like pytest-django's win over them."""

from tests.kontor_testing.database import (
    clones,
    committed,
    django_db_setup,
    files_root,
    no_language_is_left_over,
    transactional_db,
    worker_id,
)
from tests.kontor_testing.jobs_and_mail import do_jobs, smtp
from tests.kontor_testing.nu import nu
from tests.kontor_testing.web import browser, live, new_page

__all__ = [
    "browser",
    "clones",
    "committed",
    "django_db_setup",
    "do_jobs",
    "files_root",
    "live",
    "new_page",
    "no_language_is_left_over",
    "nu",
    "smtp",
    "transactional_db",
    "worker_id",
]
