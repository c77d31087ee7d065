"""Pages and sections of docs/ that are made from the code.

``make docs`` writes them; a test fails when they are stale.
"""

import inspect
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "docs" / "house.md"


def _set_up() -> None:
    """Load the apps, wherever we are called from; within the tests they are loaded already."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("KONTOR_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kontor.config.settings")
    import django  # noqa: PLC0415  # needs the environment

    django.setup()


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _where(thing: object) -> str:
    return f"{inspect.getmodule(thing).__name__.removeprefix('kontor.')}.{thing.__name__}"  # type: ignore[union-attr, attr-defined]


def reactions() -> list[str]:
    """One row for each reaction: after which move, what follows, in whose words."""
    from kontor.kernel.lifecycle import lifecycles  # noqa: PLC0415  # needs loaded apps

    return [
        f"| `{life.name}.{verb}` | `{_where(reaction)}` | {_first_line(reaction)} |"
        for life in lifecycles().values()
        for verb, all_of_it in sorted(life.bound.get("reactions", {}).items())
        for reaction in all_of_it
    ]


def slots() -> list[str]:
    """One row for each panel: in which slot, which template, filled by whom."""
    from kontor.kernel import panels  # noqa: PLC0415  # needs loaded apps

    return [
        f"| `{each.slot}` | {each.order} | `{each.template}` | `{_where(each.fill)}` |" for each in panels.registered()
    ]


def _between(text: str, name: str, head: list[str], rows: list[str]) -> str:
    begin, end = f"<!-- made by `make docs`: {name} -->", f"<!-- end: {name} -->"
    before, found, rest = text.partition(begin)
    if not found:
        raise SystemExit(f"{HOUSE} has no section {begin}")
    body = "\n".join([*head, *(rows or ["| – |" + " |" * (head[0].count("|") - 2)])])
    return f"{before}{begin}\n{body}\n{end}{rest.partition(end)[2]}"


def _house() -> str:
    text = HOUSE.read_text() if HOUSE.exists() else ""
    text = _between(text, "reactions", ["| after | follows | which is |", "|---|---|---|"], reactions())
    return _between(text, "panels", ["| slot | order | template | filled by |", "|---|---|---|---|"], slots())


def pages() -> dict[Path, str]:
    """Every generated file with the text that it ought to have."""
    from kontor.kernel.lifecycle import diagrams, lifecycles  # noqa: PLC0415  # needs loaded apps

    lives = {ROOT / "docs" / "lifecycles" / f"{name}.md": diagrams.page(life) for name, life in lifecycles().items()}
    return {**lives, HOUSE: _house()}


def main() -> None:
    """Write what has changed."""
    _set_up()
    for path, text in pages().items():
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            print(f"docs: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
