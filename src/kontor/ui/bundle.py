"""Puts the styles together: ``python -m kontor.ui.bundle`` writes ``static/ui/ui.css``, which is not in git.

``make setup`` does it whenever a source has changed, and a test fails when it is stale.

Colours are written once in ``theme.css`` as ``light-dark(light, dark)``. Older browsers do not know that function,
so the bundle spells both themes out.
"""

import re
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static" / "ui"
TARGET = STATIC / "ui.css"
_TWO_COLOURS = re.compile(r"^\s*(--[\w-]+):\s*light-dark\(([^,]+),\s*([^)]+)\);[^\n]*\n", re.MULTILINE)


def sources() -> list[Path]:
    """The theme, then the components by name."""
    return [STATIC / "theme.css", *sorted((STATIC / "components").glob("*.css"))]


def tokens() -> dict[str, tuple[str, str]]:
    """Every colour of the theme by name: light and dark."""
    found = _TWO_COLOURS.findall((STATIC / "theme.css").read_text(encoding="utf-8"))
    return {name: (light.strip(), dark.strip()) for name, light, dark in found}


def _spelled_out() -> str:
    light = "".join(f"  {name}: {one};\n" for name, (one, _other) in tokens().items())
    dark = "".join(f"  {name}: {other};\n" for name, (_one, other) in tokens().items())
    return (
        f":root {{\n  color-scheme: light;\n{light}}}\n\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n  color-scheme: dark;\n{dark}}}\n}}\n\n"
        f'[data-kern-theme="light"] {{\n  color-scheme: light;\n{light}}}\n\n'
        f'@media screen {{\n[data-kern-theme="dark"] {{\n  color-scheme: dark;\n{dark}}}\n}}\n'
    )


def bundle() -> str:
    """The whole style sheet."""
    theme, *components = sources()
    parts = ["/* Made by `python -m kontor.ui.bundle` from theme.css and components/. Change those. */\n"]
    parts += [_spelled_out(), _TWO_COLOURS.sub("", theme.read_text(encoding="utf-8"))]
    parts += [f"/* {path.name} */\n{path.read_text(encoding='utf-8')}" for path in components]
    return "\n".join(parts)


def main() -> None:
    """Write the bundle."""
    TARGET.write_text(bundle(), encoding="utf-8")
    sys.stdout.write(f"{TARGET} written from {len(sources())} files\n")


if __name__ == "__main__":
    main()
