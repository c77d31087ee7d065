"""The house is as docs/house.md says: sizes, rooms, names, docstrings. Storeys and doors: ``.importlinter``."""

import ast
import re
import warnings
from pathlib import Path

import pytest

from tests import reading
from tests.reading import PACKAGE, ROOT, shown

FILE_AIM, FILE_MOST = 200, 400
FUNCTION_MOST = 50
TEMPLATE_MOST = 150
README_LEAST, README_MOST = 8, 60

NAMES_THAT_SAY_NOTHING = {"common", "core", "utils", "util", "helpers", "helper", "misc", "shared", "base_utils"}

ROOMS = {
    "__init__", "apps", "rules", "lifecycle", "models", "queries", "letters", "actions", "reactions", "forms",
    "panels", "declarations", "views", "api", "tasks", "urls", "search", "words", "templatetags", "migrations",
    "tests", "templates", "static",
}  # fmt: skip
#: Rooms that only one app has. Each stands in the app's README.
ROOMS_OF_ONE_APP = {
    "people": {"vocabulary", "sending", "adapter", "middleware", "account_urls", "keeping", "closing", "charters"},
    "cities": {"amounts", "citing"},
    "membership": {
        "founding", "standings", "dossier", "prospects", "leaving", "bundle", "verification", "since", "sides",
        "keeping",
        "seats", "falling_due", "telling",
    },
    "portal": {
        "navigation", "context", "middleware", "urls_without_language",
        "desk", "following", "journal", "chain_check", "statute", "writings", "handbook", "pages",
    },
    "demo": {
        "record", "reading", "stages", "course", "loading", "posting",
        "personas", "mailserver", "mailbox", "self_check",
    },
}  # fmt: skip

DOMAIN_WORDS = {
    "city", "cities", "town", "member", "members", "membership", "alliance", "applicant", "applicants", "secretariat",
    "observer", "observers", "prospect", "prospects", "withdrawal", "electorate", "mayor", "delegation", "memorandum",
}  # fmt: skip


class HouseAim(UserWarning):
    """Something is larger than the house aims at; look at it again."""


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_python_file_is_longer_than_the_house_allows() -> None:
    lengths = {shown(path): _lines(path) for path in reading.files("src", "tests", "tools", "bench", ending=".py")}
    longer = {name: number for name, number in lengths.items() if FILE_AIM < number <= FILE_MOST}
    if longer:
        warnings.warn(HouseAim(f"{len(longer)} files are longer than {FILE_AIM} lines: {longer}"), stacklevel=1)
    assert {name: number for name, number in lengths.items() if number > FILE_MOST} == {}


def test_no_function_is_longer_than_fifty_lines() -> None:
    too_long = {
        f"{shown(path)}:{function.lineno} {function.name}": reading.length(function)
        for path in reading.files("src", "tests", "tools", "bench", ending=".py")
        for function in reading.functions(reading.tree(path))
        if reading.length(function) > FUNCTION_MOST
    }
    assert too_long == {}


def test_no_template_is_longer_than_the_house_allows() -> None:
    assert {shown(p): _lines(p) for p in reading.files("src", ending=".html") if _lines(p) > TEMPLATE_MOST} == {}


def test_nothing_is_named_by_a_word_that_says_nothing() -> None:
    everything = [*PACKAGE.rglob("*"), *(ROOT / "tests").rglob("*"), *(ROOT / "tools").rglob("*")]
    named = {shown(p) for p in everything if p.stem in NAMES_THAT_SAY_NOTHING and "vendor" not in p.parts}
    assert named == set()


@pytest.mark.parametrize(
    "package", ["charter", "kernel", "ui", "people", "cities", "membership", "portal", "demo", "config", "console"]
)
def test_every_storey_has_half_a_page_that_explains_it(package: str) -> None:
    readme = PACKAGE / package / "README.md"
    assert readme.is_file(), f"{shown(readme)} is missing: which rules live here, its words, what it refuses"
    written = [line for line in readme.read_text().splitlines() if line.strip()]
    assert README_LEAST <= len(written) <= README_MOST, f"{shown(readme)} has {len(written)} lines"


@pytest.mark.parametrize("app", reading.apps(), ids=lambda app: app.name)
def test_every_file_of_an_app_is_a_known_room(app: Path) -> None:
    allowed = ROOMS | ROOMS_OF_ONE_APP[app.name]
    found = {path.stem for path in app.iterdir() if path.name not in ("README.md", "__pycache__")}
    assert found - allowed == set(), "a new room is drawn in docs/house.md and in this test first"


def test_every_app_has_its_readme_name_the_rooms_that_only_it_has() -> None:
    silent = {
        f"{app.name}: {room}"
        for app in reading.apps()
        for room in ROOMS_OF_ONE_APP[app.name]
        if ((app / f"{room}.py").exists() or (app / room).is_dir()) and room not in (app / "README.md").read_text()
    }
    assert silent == set()


def _undocumented(path: Path) -> list[str]:
    module = reading.tree(path)
    missing = [] if not module.body or ast.get_docstring(module) else [f"{shown(path)}: the module"]
    for holder in ast.walk(module):
        if not isinstance(holder, ast.Module | ast.ClassDef):
            continue
        for node in holder.body:
            is_public = isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
            if not is_public or getattr(holder, "name", "").startswith("_") or getattr(node, "name", "") == "Meta":
                continue
            if ast.get_docstring(node) is None:  # type: ignore[arg-type]  # narrowed by is_public
                missing.append(f"{shown(path)}:{node.lineno} {node.name}")  # type: ignore[union-attr]
    return missing


def test_everything_public_says_what_it_is_for() -> None:
    assert [each for path in reading.product() for each in _undocumented(path)] == []


def test_migrations_are_named_by_hand() -> None:
    numbered = PACKAGE.rglob("migrations/[0-9]*.py")
    automatic = re.compile(r"^\d{4}_(initial|auto_|alter_|add_|remove_|delete_|rename_)|_and_more$")
    assert [shown(path) for path in numbered if automatic.search(path.stem)] == []


def _words_of(name: str) -> set[str]:
    return {word.lower() for part in name.split("_") for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", part)}


def _identifiers(module: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(module):
        match node:
            case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                names.add(name)
            case ast.Attribute(attr=name):
                names.add(name)
            case ast.keyword(arg=str(name)):
                names.add(name)
    return names


def test_kernel_and_ui_know_no_word_of_the_domain() -> None:
    found = {
        f"{shown(path)}: {name}"
        for path in reading.product()
        if path.is_relative_to(PACKAGE / "kernel") or path.is_relative_to(PACKAGE / "ui")
        for name in _identifiers(reading.tree(path)) | {path.stem}
        if _words_of(name) & DOMAIN_WORDS
    }
    assert found == set()


def test_the_project_speaks_of_no_place_but_itself() -> None:
    elsewhere = re.compile("/wo" + "rk/|(mission|look|stack|assurance|anchors)" + r"\.md|preamble\.md")
    endings = (".py", ".md", ".toml", ".html", ".css", ".js", ".yaml", ".yml", ".typ", ".cfg", ".ini", ".sh")
    places = [*(p for e in endings for p in reading.files("src", "tests", "tools", "docs", "bench", ".ci", ending=e))]
    places += [path for path in ROOT.iterdir() if path.is_file() and not path.name.endswith((".lock", ".pyc"))]
    assert [shown(path) for path in places if elsewhere.search(path.read_text(errors="replace"))] == []
