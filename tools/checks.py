"""``make check``: everything that can be said without running the product. One line each; exit code 1 if one failed."""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON_PLACES = ("src", "tests", "tools", "bench", "conftest.py")

#: What an operator would set; nothing here is anybody's.
_PRODUCTION = {
    "KONTOR_MODE": "production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "BASE_URL": "https://kontor.alliance.example",
    "ALLOWED_HOSTS": "kontor.alliance.example",
    "DATABASE_URL": "postgres://kontor_app:sample@db.alliance.example/kontor",
    "EMAIL_URL": "smtp+tls://kontor:sample@mail.alliance.example:587",
    "MAIL_FROM": "Kontor <kontor@alliance.example>",
}


def _run(*command: str, **environment: str) -> str:
    """Run a program of the environment; gives what it complained of, nothing when all is well."""
    base = {name: value for name, value in os.environ.items() if name not in _PRODUCTION}
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, text=True, capture_output=True, check=False,
        env={**base, "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "kontor.config.settings",
             "KONTOR_MODE": "test", "KONTOR_HOME": str(ROOT / "var" / "check"), **environment},
    )  # fmt: skip
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"exit code {done.returncode}"


def _templates() -> list[str]:
    return [str(path) for path in sorted((ROOT / "src").rglob("*.html")) if "vendor" not in path.parts]


def _lock_names_no_registry() -> str:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wrong = sorted(name for name, package in packages.items() if "resolved" in package)
    return f"package-lock.json names a registry for {', '.join(wrong)}" if wrong else ""


def _locks_are_hashed() -> str:
    """Every pinned package has a hash: pip refuses the file otherwise, and only then."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
        bare = [line for line in lines if line and not line.startswith(("#", " ", "-")) and "--hash=" not in line]
        if bare:
            return f"{name}: without a hash: {bare[0]}"
    return ""


CHECKS: dict[str, Callable[[], str]] = {
    "ruff check": lambda: _run("ruff", "check", *PYTHON_PLACES),
    "ruff format": lambda: _run("ruff", "format", "--check", *PYTHON_PLACES),
    "mypy, strict": lambda: _run("python", "-m", "mypy"),
    "storeys, rooms, doors": lambda: _run("lint-imports"),
    "migrations are complete": lambda: _run("python", "-m", "django", "makemigrations", "--check", "--dry-run"),
    "ready for production": lambda: _run(
        "python", "-m", "django", "check", "--deploy", "--fail-level", "WARNING", **_PRODUCTION
    ),
    "licences": lambda: _run("reuse", "lint", "--lines"),
    "templates": lambda: _run("djade", "--check", "--target-version", "5.2", *_templates()),
    "translations": lambda: _run(
        "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_translations.py"
    ),
    "package-lock without registry": _lock_names_no_registry,
    "locks with hashes": _locks_are_hashed,
}


def _timed(check: Callable[[], str]) -> tuple[str, float]:
    began = time.monotonic()
    return check(), time.monotonic() - began


def main() -> int:
    """Run all checks, two at a time; report in their order."""
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        running = {name: pool.submit(_timed, check) for name, check in CHECKS.items()}
        for name, result in running.items():
            complaint, seconds = result.result()
            failed += bool(complaint)
            print(f"{'FAILED' if complaint else 'ok':<7}{name:<32}{seconds:6.1f} s", flush=True)
            if complaint:
                print("       " + complaint.replace("\n", "\n       "), flush=True)
    print(f"{len(CHECKS) - failed} of {len(CHECKS)} checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
