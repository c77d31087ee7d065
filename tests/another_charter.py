"""The charter of an invented alliance of other countries, made of the shipped chapters (CHR-1).

French and Korean cities: neither side's language is one of ours, one side has no official codes, and none of the words
that name a country in the shipped head file are left.
"""

import shutil
from pathlib import Path

from kontor.charter.load import SHIPPED
from tests.kontor_testing import ROOT

STATUTES = ROOT / "src" / "kontor" / "charter" / "statutes"
HEAD = """# INVENTED for tests: no such alliance exists.
key = "invented_rivers"
name.de = "Erfundene Flussstädte (Test)"
name.zh-hans = "虚构江河城市（测试）"
name.en = "Invented River Cities (test)"

"""
SIDES = """[[version.sides]]
code = "KR"
name.de = "Korea"
name.zh-hans = "韩国"
name.en = "Korea"
cities.de = "koreanische Mitgliedsstädte"
cities.zh-hans = "韩方成员城市"
cities.en = "Korean member cities"
zone = "Asia/Seoul"

[[version.sides]]
code = "FR"
name.de = "Frankreich"
name.zh-hans = "法国"
name.en = "France"
cities.de = "französische Mitgliedsstädte"
cities.zh-hans = "法方成员城市"
cities.en = "French member cities"
zone = "Europe/Paris"
codes.system = "INSEE"
codes.shape = '[0-9][0-9AB][0-9]{3}'
codes.told.de = "Der Code des INSEE hat fünf Stellen."
codes.told.zh-hans = "INSEE 代码为五位。"
codes.told.en = "The INSEE code has five characters."

"""


def write_another_charter(folder: Path) -> Path:
    """Write the statute into a folder; gives its head file."""
    shutil.copytree(STATUTES / SHIPPED.removesuffix(".toml"), folder / SHIPPED.removesuffix(".toml"))
    for chapter in folder.rglob("*.toml"):
        text = chapter.read_text(encoding="utf-8")
        changed = text.replace('"CN"', '"KR"').replace('"DE"', '"FR"').replace('"Europe/Berlin"', '"Europe/Paris"')
        chapter.write_text(changed, encoding="utf-8")
    shipped = (STATUTES / SHIPPED).read_text(encoding="utf-8")
    version = shipped[shipped.index("[[version]]") : shipped.index("[[version.sides]]")]
    rest = shipped[shipped.index("[[version.bearers]]") :]
    head = folder / "invented_rivers.toml"
    head.write_text(HEAD + version + SIDES + rest, encoding="utf-8")
    return head
