"""Copy what the product needs from node_modules into the package. Run after ``npm ci --ignore-scripts``.

KERN's style sheets and the Fira Sans faces they use become static files; the outline of the continents becomes a data
file. The copies are not in git; the wheel ships them. Nothing happens when they are newer than package-lock.json.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
KERN = NODE_MODULES / "@kern-ux/native"
STATIC = ROOT / "src/kontor/static/vendor/kern"
DATA = ROOT / "src/kontor/vendor"

STYLE_SHEETS = ("kern.min.css", "kern-grid.min.css")
# The weights that KERN's tokens name (400, 500, 600), and bold for <strong> in running text.
FACES = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
STAMP = STATIC / "fira-sans.css"  # written last, so that it tells a finished run

_FACE = (
    "@font-face{{font-family:'Fira Sans';font-style:normal;font-weight:{weight};font-display:swap;"
    "src:url('fonts/FiraSans-{name}.woff2') format('woff2')}}\n"
)
_OUTSIDE_FILE = re.compile(r"""@import|url\((?!\s*["']?(?:data:|\#))""")


def main() -> None:
    if is_current():
        print("frontend: the copies are current, nothing to do")
        return
    if not KERN.is_dir():
        sys.exit("frontend: node_modules is missing; run `npm ci --ignore-scripts` first")
    copy_style_sheets()
    copy_map()
    copy_faces()


def is_current() -> bool:
    """Whether the last run finished after the locked packages and this program changed."""
    causes = (ROOT / "package-lock.json", Path(__file__))
    return STAMP.exists() and STAMP.stat().st_mtime > max(cause.stat().st_mtime for cause in causes)


def copy_style_sheets() -> None:
    """KERN's style sheets; they may refer to no file, because the manifest storage fails on missing ones."""
    print(f"frontend: copying {' and '.join(STYLE_SHEETS)} of KERN to {shown(STATIC)}")
    shutil.rmtree(STATIC, ignore_errors=True)
    STATIC.mkdir(parents=True)
    for name in STYLE_SHEETS:
        if _OUTSIDE_FILE.search((KERN / "dist" / name).read_text()):
            sys.exit(f"frontend: {name} now refers to other files; look at them and copy those that are needed")
        shutil.copyfile(KERN / "dist" / name, STATIC / name)
    shutil.copyfile(KERN / "LICENSE.md", STATIC / "LICENSE.md")


def copy_map() -> None:
    """The outline of the continents, without any border between states."""
    print(f"frontend: copying the outline of the continents to {shown(DATA)}")
    DATA.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(NODE_MODULES / "world-atlas/land-110m.json", DATA / "land-110m.json")


def copy_faces() -> None:
    """The faces of Fira Sans that we use, and a style sheet that declares only these."""
    print(f"frontend: copying {len(FACES)} faces of Fira Sans")
    (STATIC / "fonts").mkdir()
    for name in FACES:
        file = f"FiraSans-{name}.woff2"
        shutil.copyfile(KERN / "dist/fonts/fira-sans" / file, STATIC / "fonts" / file)
    STAMP.write_text("".join(_FACE.format(name=name, weight=weight) for name, weight in FACES.items()))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
