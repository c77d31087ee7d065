"""What an operator gets: settings that are documented and insisted on, files that parse, a wheel that has all."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

import kontor
from kontor.config.requirements_of_production import WeakSetting, refuse_weak_settings
from tests.reading import PACKAGE, ROOT

SETTINGS = PACKAGE / "config" / "settings.py"
GOOD = {
    "secret_key": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST",
    "database_url": "postgres://kontor_app:sample@db.alliance.example/kontor",
    "email_url": "smtp+tls://kontor:sample@mail.alliance.example:587",
    "mail_from": "Kontor <kontor@alliance.example>",
    "base_url": "https://kontor.alliance.example",
    "allowed_hosts": ["kontor.alliance.example"],
    "second_factor": True,
}
WEAK = {
    "no secret": ("secret_key", "", "SECRET_KEY"),
    "a short secret": ("secret_key", "correct horse battery staple", "SECRET_KEY"),
    "a monotonous secret": ("secret_key", "ab" * 40, "SECRET_KEY"),
    "no database": ("database_url", "", "DATABASE_URL"),
    "no mail server": ("email_url", "", "EMAIL_URL"),
    "no sender": ("mail_from", "", "MAIL_FROM"),
    "no address": ("base_url", "", "BASE_URL"),
    "an address without TLS": ("base_url", "http://kontor.alliance.example", "BASE_URL"),
    "no hosts": ("allowed_hosts", [], "ALLOWED_HOSTS"),
    "any host": ("allowed_hosts", ["*"], "ALLOWED_HOSTS"),
    "no second factor": ("second_factor", False, "SECOND_FACTOR_OBLIGATORY"),
}


# --- settings ---
def _variables_read() -> set[str]:
    calls = (node for node in ast.walk(ast.parse(SETTINGS.read_text())) if isinstance(node, ast.Call))
    from_environment = (
        call for call in calls if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "env"
    )
    named = {call.args[0].value for call in from_environment if call.args and isinstance(call.args[0], ast.Constant)}
    return {str(name) for name in named} | {"KONTOR_HOME"}  # read by places.py, before Django


def test_the_example_names_every_variable_that_the_settings_read() -> None:
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.M))
    assert named == _variables_read()


def test_a_production_start_with_good_settings_is_not_refused() -> None:
    refuse_weak_settings(**GOOD)  # type: ignore[arg-type]  # a table of samples


@pytest.mark.parametrize(("setting", "value", "named"), WEAK.values(), ids=WEAK)
def test_a_production_start_refuses_in_one_sentence(setting: str, value: object, named: str) -> None:
    with pytest.raises(WeakSetting) as refused:
        refuse_weak_settings(**{**GOOD, setting: value})  # type: ignore[arg-type]  # a table of samples
    complaints = str(refused.value).split("\n  - ")[1:]
    assert [complaint.split()[0] for complaint in complaints] == [named]
    assert complaints[0].endswith(".")


def test_a_production_start_tells_everything_that_is_missing_at_once() -> None:
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    started = subprocess.run(
        [sys.executable, "-m", "kontor", "check", "database"],
        cwd="/", env={**bare, "PYTHONPATH": str(PACKAGE.parent)}, text=True, capture_output=True, check=False,
    )  # fmt: skip
    named = re.findall(r"^  - ([A-Z_]+)", started.stderr, re.M)
    assert (started.returncode, named) == (
        2, ["SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "MAIL_FROM", "BASE_URL", "ALLOWED_HOSTS"],
    )  # fmt: skip


# --- the command ---
def test_the_command_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kontor", "--help"],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)}, text=True, capture_output=True, check=False,
    )  # fmt: skip
    shown = re.findall(r"^    ([\w-]+)\s+\S", done.stdout, re.M)
    from kontor.console import COMMANDS  # noqa: PLC0415  # beside what it is compared with

    assert (done.returncode, shown) == (0, list(COMMANDS))


def test_make_explains_every_target_that_people_use() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, text=True, capture_output=True, check=True)
    shown = set(re.findall(r"^  make ([a-z-]+) +\S", done.stdout, re.M))
    assert {"demo", "demo-reset", "test", "check", "docs", "messages", "format", "wheel", "setup"} <= shown


# --- files for operators and for the catalogue of public code ---
def test_the_container_files_say_what_is_needed() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    commands = {name: service.get("command", ["database"])[0] for name, service in compose["services"].items()}
    assert commands == {"database": "database", "migrate": "migrate", "web": "serve", "worker": "worker"}
    assert re.search(r"pgvector:pg18$", compose["services"]["database"]["image"])
    named_volumes = {v.split(":")[0] for s in compose["services"].values() for v in s.get("volumes", [])}
    assert named_volumes == set(compose["volumes"])
    containerfile = (ROOT / "Containerfile").read_text()
    assert re.findall(r"^USER (\w+)$", containerfile, re.M) == ["kontor"]
    assert 'ENTRYPOINT ["kontor"]' in containerfile


def test_publiccode_describes_the_product_in_three_languages() -> None:
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert (told["softwareVersion"], told["legal"]["license"]) == (project["version"], project["license"])
    assert list(told["description"]) == ["de", "zh-Hans", "en"]
    needed = ("publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType")
    assert [name for name in (*needed, "maintenance", "localisation") if not told.get(name)] == []
    for words in told["description"].values():
        assert 0 < len(words["shortDescription"].strip()) <= 150
        assert 150 <= len(words["longDescription"].strip()) <= 10_000
        assert len(words["features"]) > 0


def test_version_and_licence_are_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    package = json.loads((ROOT / "package.json").read_text())
    assert (kontor.__version__, package["license"]) == (project["version"], project["license"])
    licence = (ROOT / "LICENSE").read_text()
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert licence == (ROOT / "LICENSES" / "EUPL-1.2.txt").read_text()


def test_the_lock_of_the_front_end_names_no_registry() -> None:
    """Whoever installs decides where from; the integrity says what."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    brought = {name: package for name, package in packages.items() if name}
    assert {name for name, package in brought.items() if "resolved" in package or "integrity" not in package} == set()


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "NOTICE.md", "docs/house.md", "docs/operations.md"]
)
def test_links_between_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text()
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)
    assert [target for target in targets if not ((ROOT / document).parent / target).exists()] == []


# --- the wheel ---
@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a freshly built wheel."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return set(zipfile.ZipFile(next(target.glob("*.whl"))).namelist())


NEEDED_IN_THE_WHEEL = (
    "kontor/ui/templates/ui/base.html",
    "kontor/ui/templates/components/ui/button.html",
    "kontor/ui/static/ui/ui.css",
    "kontor/charter/statutes/sino_german_industrial_city_alliance.toml",
    "kontor/charter/statutes/sino_german_industrial_city_alliance/2016/joining.toml",
    "kontor/kernel/letters/templates/letter.typ",
    "kontor/demo/record/cities.toml",
    "kontor/demo/record/claims.toml",
    "kontor/static/vendor/kern/kern.min.css",
    "kontor/static/vendor/kern/fira-sans.css",
    "kontor/static/vendor/kern/fonts/FiraSans-Regular.woff2",
    "kontor/vendor/land-110m.json",
    "kontor/locale/de/LC_MESSAGES/django.mo",
    "kontor/locale/zh_Hans/LC_MESSAGES/django.mo",
    "kontor/membership/migrations/0001_membership.py",
    "kontor/py.typed",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", NEEDED_IN_THE_WHEEL)
def test_the_wheel_has(name: str, wheel: set[str]) -> None:
    assert name in wheel


@pytest.mark.slow
def test_the_wheel_has_every_template_and_nothing_of_the_workshop(wheel: set[str]) -> None:
    in_tree = {str(Path("kontor") / p.relative_to(PACKAGE)) for p in PACKAGE.rglob("templates/**/*") if p.is_file()}
    assert in_tree - wheel == set()
    outside = {name for name in wheel if not name.startswith(("kontor/", f"kontor-{kontor.__version__}.dist-info/"))}
    assert outside == set()
