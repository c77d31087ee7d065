"""The pytest plugin of this project: a real PostgreSQL, a real SMTP server, a real browser.

Loaded with ``-p`` (pyproject.toml) before Django reads its settings, which is why the environment is set
at import. The fixtures are made known by the ``conftest.py`` at the root, so that they win over pytest-django's.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
os.environ["KONTOR_MODE"] = "test"
os.environ.setdefault("KONTOR_HOME", str(ROOT / "var" / "test"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kontor.config.settings")
os.environ.pop("DATABASE_URL", None)
(Path(os.environ["KONTOR_HOME"]) / "static").mkdir(parents=True, exist_ok=True)  # whitenoise wants it to be there

#: Everything in every combination; the suite at hand rotates through them.
FULL = os.environ.get("KONTOR_FULL") == "1"
