"""The two font families that letters are set in, as the directories that carry them.

Both come as packages from the registry, unchanged by us: Fira Sans (the face of the screens) and Noto Sans CJK,
whose 44,810 characters include the rare ones that personal names need.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

LATIN = "Fira Sans"
CHINESE = "Noto Sans CJK SC"


def font_directories() -> list[Path]:
    """Where the font files lie; the system's own fonts are never looked at, so that a letter is the same anywhere."""
    return [Path(str(files("fontpkg_fira_sans") / "files")), Path(str(files("manimgx_fonts_cjk")))]
