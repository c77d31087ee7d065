"""`kontor demo --check`: the last consent, the admission and its letter, through the pages."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from kontor.demo.self_check import do_the_main_job

pytestmark = pytest.mark.xdist_group("demo_record")


@pytest.mark.slow
@pytest.mark.usefixtures("copied_record")
def test_the_main_job_is_done_from_the_last_consent_to_the_letter(settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_HOST, settings.SECOND_FACTOR_OBLIGATORY = "127.0.0.1", False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    said: list[str] = []
    # In a thread of its own: a browser of an earlier test keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        result = thread.submit(_do_the_main_job, said.append).result()
    assert (result, said[-1]) == (0, "The main job is done, and everything fits.")


def _do_the_main_job(say: Callable[[str], None]) -> int:
    try:
        return do_the_main_job(say=say)
    finally:
        connections.close_all()
