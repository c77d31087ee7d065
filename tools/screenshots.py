"""Take the pictures of the handbook and of the README from a running demo.

Starts ``kontor demo`` on a scratch home and a free port, signs in as its personas as a person would, and writes
``src/kontor/portal/static/portal/handbook/<chapter>-<n>.<language>.webp`` and ``docs/images/*.png``. Needs Chromium
(Debian: apt-get install chromium) and the packages of ``make check``. Run it after a change that is seen:

    .venv/bin/python tools/screenshots.py [name …]
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HANDBOOK = ROOT / "src/kontor/portal/static/portal/handbook"
IMAGES = ROOT / "docs/images"
LANGUAGES = ("de", "zh-hans", "en")
LARGEST = 120 * 1024
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_STARTS_WITHIN = 300.0


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, the page, whose eyes, and how large. ``follow`` is a link on the page to go on by."""

    name: str
    path: str
    persona: str = ""
    follow: str = ""
    width: int = 1280
    height: int = 860
    theme: str = "light"


ADMISSION = ".k-main a[href*='/admissions/']:not([href$='/admissions/'])"
#: In the handbook, once in every language.
CHAPTERS = (
    Shot("apply-1", "", height=900),
    Shot("state-1", "today/", "aachen", height=620),
    Shot("state-2", "today/", "aachen", follow=".k-tasks a.k-button", height=1000),
    Shot("admit-1", "admissions/", "secretariat", follow=ADMISSION, height=1100),
    Shot("observe-1", "ratio/", height=900),
    Shot("leave-1", "members/", height=900),
)
#: In the README: one language each, named with it.
README = (
    Shot("home", "", height=900),
    Shot("admission", "admissions/", "secretariat", follow=ADMISSION, height=1000),
    Shot("desk-dark", "today/", "aachen", height=640, theme="dark"),
    Shot("phone", "", width=390, height=844),
)


def main() -> int:
    """Take all pictures, or those named; 1 when one could not be taken or is too large."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", help="only these pictures (apply-1, home …)")
    parser.add_argument("--address", help="a demo that runs already, instead of one of our own")
    arguments = parser.parse_args()
    if CHROMIUM is None:
        print("Chromium is missing (Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    HANDBOOK.mkdir(parents=True, exist_ok=True)
    IMAGES.mkdir(parents=True, exist_ok=True)
    running = contextlib.nullcontext(arguments.address) if arguments.address else demo()
    with running as address:
        return take(address, set(arguments.names))


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """A demo of our own on a scratch home and a free port; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="kontor-pictures-") as scratch:
        Path(scratch).chmod(0o755)  # the database's own user passes through
        environment = {**os.environ, "KONTOR_HOME": f"{scratch}/home"}
        command = [sys.executable, "-m", "kontor", "demo", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, cwd=ROOT)
        try:
            wait_for(f"http://localhost:{port}/readyz", process)
            yield f"http://localhost:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
            stop_database(environment)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the demo answers; ``SystemExit`` when it does not."""
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):  # noqa: S310  # our own
            return
        time.sleep(0.3)
    raise SystemExit("The demo did not start.")


def stop_database(environment: dict[str, str]) -> None:
    """Remove the scratch database: it would run on."""
    remove = "from kontor.config.embedded.server import EmbeddedServer; EmbeddedServer.here().destroy()"
    subprocess.run([sys.executable, "-c", remove], env={**environment, "KONTOR_MODE": "demo"}, cwd=ROOT, check=False)


def take(address: str, wanted: set[str]) -> int:
    """Take the pictures; gives how many are missing or too large."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only needed once the demo runs

    failed = 0
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        for language in LANGUAGES:
            for shot in CHAPTERS:
                if not wanted or shot.name in wanted:
                    failed += not picture(browser, address, shot, language, HANDBOOK / f"{shot.name}.{language}.webp")
        for shot in README:
            if not wanted or shot.name in wanted:
                failed += not picture(browser, address, shot, "en", IMAGES / f"{shot.name}.png")
        browser.close()
    return 1 if failed else 0


def picture(browser: Any, address: str, shot: Shot, language: str, target: Path) -> bool:
    """One picture into ``target``; whether it was taken and is small enough."""
    size = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=size, color_scheme=shot.theme, reduced_motion="reduce", locale=language)
    page = context.new_page()
    try:
        if shot.persona:
            sign_in(page, address, shot.persona, language)
        page.goto(f"{address}/{language}/{shot.path}")
        if shot.follow:
            page.locator(shot.follow).first.click()
            page.wait_for_load_state("load")
        taken = page.screenshot(type="png")
        target.write_bytes(encoded(page, taken, size, target.suffix))
    except Exception as error:  # the others can still be taken
        print(f"{target.name}: {error}", file=sys.stderr)
        return False
    finally:
        context.close()
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} kB")
    return target.stat().st_size <= LARGEST


def sign_in(page: Any, address: str, persona: str, language: str) -> None:
    """As a person would: choose the persona, send the form."""
    page.goto(f"{address}/{language}/account/login/?persona={persona}")
    page.locator("form.k-form button[type=submit]").first.click()
    page.wait_for_url("**/today/")


_TO_WEBP = """async ([png, width, height]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  return canvas.toDataURL("image/webp", 0.82).split(",")[1];
}"""

# A page has few colours besides the shades of its letters' edges: 256 are enough, and a third of the size.
_TO_PALETTE = """async ([png, width, height]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const drawing = canvas.getContext("2d");
  drawing.drawImage(image, 0, 0, width, height);
  const pixels = drawing.getImageData(0, 0, width, height).data;
  const counts = new Map();
  const colour = (i) => (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2];
  for (let i = 0; i < pixels.length; i += 4) counts.set(colour(i), (counts.get(colour(i)) || 0) + 1);
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([value]) => value);
  const places = new Map(palette.map((value, place) => [value, place]));
  const far = (a, b) => Math.abs((a >> 16) - (b >> 16)) + Math.abs(((a >> 8) & 255) - ((b >> 8) & 255))
    + Math.abs((a & 255) - (b & 255));
  const nearest = (value) => {
    let best = 0;
    palette.forEach((each, place) => { if (far(each, value) < far(palette[best], value)) best = place; });
    places.set(value, best);
    return best;
  };
  let text = "";
  for (let i = 0; i < pixels.length; i += 4) {
    const value = colour(i);
    text += String.fromCharCode(places.has(value) ? places.get(value) : nearest(value));
  }
  return [btoa(text), palette];
}"""


def encoded(page: Any, png: bytes, size: dict[str, int], suffix: str) -> bytes:
    """The picture made small with Chromium's help, so that no further tool is needed: WebP, or PNG of 256 colours."""
    page.goto("about:blank")
    given = [base64.b64encode(png).decode(), size["width"], size["height"]]
    if suffix == ".webp":
        return base64.b64decode(page.evaluate(_TO_WEBP, given))
    places, palette = page.evaluate(_TO_PALETTE, given)
    return palette_png(base64.b64decode(places), palette, size["width"], size["height"])


def palette_png(places: bytes, palette: list[int], width: int, height: int) -> bytes:
    """A PNG with a palette: one byte a pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + places[start : start + width] for start in range(0, width * height, width))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + chunk(b"PLTE", b"".join(value.to_bytes(3, "big") for value in palette))
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


if __name__ == "__main__":
    sys.exit(main())
