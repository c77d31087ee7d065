"""Catalogues: ``collect`` the texts (needs GNU gettext), ``compile`` them (needs nothing but Babel)."""

import os
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kontor"


def compile_all() -> None:
    """Write the ``.mo`` beside each ``.po``."""
    for po in sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3])
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)


def collect(into: Path = PACKAGE) -> int:
    """Bring the ``.po`` files up to date with the code; gives xgettext's exit code."""
    command = [
        sys.executable, "-m", "django", "makemessages", "--locale=de", "--locale=zh_Hans",
        "--no-location", "--no-obsolete", "--no-wrap", "--extension=html,txt,py",
        "--ignore=vendor/*", "--ignore=static/*", "--ignore=*/tests/*",
    ]  # fmt: skip
    environment = {
        **os.environ,
        "KONTOR_MODE": "test", "DJANGO_SETTINGS_MODULE": "kontor.config.settings", "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    return subprocess.run(command, cwd=into, env=environment, check=False).returncode


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_all()
    elif sys.argv[1:] == ["collect"]:
        sys.exit(collect())
    else:
        sys.exit("usage: catalogues.py compile | collect")
