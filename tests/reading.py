"""Reading the project's own sources, for the tests of the house."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kontor"

#: Made by tools from other files, or not ours.
_NOT_WRITTEN_HERE = ("vendor", "node_modules", "__pycache__", "migrations", ".venv", "var", "dist")


def files(*places: str, ending: str) -> list[Path]:
    """The files below some places of the project that people write, in order."""
    found = (path for place in places for path in (ROOT / place).rglob(f"*{ending}"))
    return sorted(path for path in found if not set(path.relative_to(ROOT).parts) & set(_NOT_WRITTEN_HERE))


def product() -> list[Path]:
    """The Python files of the product, without tests."""
    return [path for path in files("src", ending=".py") if "tests" not in path.parts]


def shown(path: Path) -> str:
    """The path as it is read in a message."""
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(), str(path))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods."""
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A function's lines without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def apps() -> list[Path]:
    """The directories of the domain's apps, from the bottom up."""
    return [PACKAGE / name for name in ("people", "cities", "membership", "portal", "demo")]
