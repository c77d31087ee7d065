"""A real web server and a real browser."""

import contextlib
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest


@contextlib.contextmanager
def web_server() -> Iterator[str]:
    """Serve Kontor from this process, on the database that Django points to; gives the address."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing; a failed test shows what matters."""

    class Server(ThreadedWSGIServer):
        def process_request_thread(self, request: Any, client_address: Any) -> None:
            try:
                super().process_request_thread(request, client_address)
            finally:
                connections.close_all()

    server = Server(("127.0.0.1", 0), Quiet)
    with override_settings(WHITENOISE_USE_FINDERS=True):  # a browser wants the style sheet; a test client does not
        server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def live(committed: str) -> Iterator[str]:
    """The address of a real web server on a database of its own."""
    with web_server() as address:
        yield address


#: The shell without a window opens a page in a third of the time that the whole browser takes.
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for found in map(shutil.which, _BROWSERS) if found), None)
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, started once a worker."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing (Debian: apt-get install chromium-headless-shell)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Any, live: str) -> Iterator[Callable[..., Any]]:
    """Opens pages on the live server, each in a context of its own; a script error or a foreign request fails."""
    contexts, complaints = [], []

    def open_page(**options: Any) -> Any:
        context = browser.new_context(base_url=live, **{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("console", lambda m: complaints.append(f"console: {m.text}") if _is_csp(m.text) else None)
        page.on("request", lambda r: complaints.append(f"foreign: {r.url}") if _is_foreign(r.url, live) else None)
        return page

    yield open_page
    for context in contexts:
        with contextlib.suppress(Exception):
            context.close()
    assert complaints == []


def _is_csp(text: str) -> bool:
    return "Content Security Policy" in text or "Refused to" in text


def _is_foreign(url: str, live: str) -> bool:
    return not re.match(rf"{re.escape(live)}|data:|about:|blob:", url)
