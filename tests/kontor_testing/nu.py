"""The Nu HTML checker as a server: one Java start for all pages."""

import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from tests.kontor_testing import ROOT

_JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
#: It lives for some sixty pages: what it would gain by compiling itself well it never earns back. That way of
#: compiling needs more stack for the checker's schemas than a thread has by default.
_QUICK_TO_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m")
Checker = Callable[[str], list[str]]


@pytest.fixture(scope="session")
def nu() -> Iterator[Checker]:
    """Gives a function that takes a page's HTML and gives what is wrong with it."""
    if shutil.which("java") is None:
        pytest.skip("Java is missing for the Nu checker (Debian: apt-get install default-jre-headless)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        "java",
        *_QUICK_TO_START,
        "-Dnu.validator.servlet.bind-address=127.0.0.1",
        "-cp",
        str(_JAR),
        "nu.validator.servlet.Main",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield lambda html: _check(port, html)
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("The Nu checker did not start.")


def _check(port: int, html: str) -> list[str]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/?out=json", data=html.encode(), headers={"Content-Type": "text/html; charset=utf-8"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  # our own server on the loopback
        messages = json.load(answer)["messages"]
    return [f"Nu: {m['message']} ({m.get('extract', '')[:80]})" for m in messages if m["type"] != "info"]
