"""A statute that is unclear is refused, and the message says where to look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kontor.charter.load import SHIPPED, CharterInvalid, load_charters

Edit = Callable[[str, str, str], Path]

MISTAKES = [
    # file, passage, replacement, place, part of the problem
    ("joining.toml", 'title.zh-hans = "申请"\n', "", "rule application.title", "language zh-hans is missing"),
    ("joining.toml", 'title.zh-hans = "申请"', 'title.zh-hans = " "', "rule application.title", "zh-hans is empty"),
    ("joining.toml", 'title.zh-hans = "申请"', 'title.fr = "demande"', "rule application.title", "zh-hans is missing"),
    ("joining.toml", 'en = "Application"', 'en = "Application"\ntitle.fr = "x"', "rule application.title", "fr"),
    ("joining.toml", '"in_principle"', '"usually"', "rule ratio", "strength has to be one of must"),
    ("joining.toml", 'clause = "II.5.1.b"', 'clause = "II.5.1.a"', "rule dossier.economic_key_data", "application"),
    ("joining.toml", 'clause = "II.5.1.b"', 'clause = "§ 5 b"', "rule dossier.economic_key_data", "look like"),
    ("joining.toml", 'clause = "II.5.1.b"', 'clause = "II.5.1.F99"', "rule dossier.economic_key_data", "filled"),
    ("rounds.toml", '"II.5.1.F1"', '"II.5.1.z"', "rule silence", "filled"),
    ("joining.toml", 'key = "circular"', 'key = "consent"', "rule consent.figures", "asked is missing"),
    ("joining.toml", 'key = "circular"', 'key = "memorandum"', "rule memorandum", "twice"),
    ("joining.toml", 'key = "circular"', 'key = "Circular letter"', "top.rules[6]", "look like"),
    ("joining.toml", 'key = "circular"\n', "", "top.rules[6]", "key is missing"),
    ("joining.toml", 'key = "circular"', 'key = "circular"\nwhen = "soon"', "rule circular", "unknown: when"),
    ("joining.toml", 'key = "circular"', 'key = "circular"\nfigures.x = 1', "rule circular", "unknown: figures"),
    ("joining.toml", 'limit = "2:1"', 'limit = "2:0"', "rule ratio.figures", "proportion"),
    ("joining.toml", 'limit = "2:1"', 'limit = "two"', "rule ratio.figures", "proportion"),
    ("joining.toml", 'limit = "2:1"', "limit = 2", "rule ratio.figures", "limit has to be text"),
    ("joining.toml", 'bounding = "DE"', 'bounding = "FR"', "rule ratio", "no side 'FR'"),
    ("joining.toml", 'bounding = "DE"', 'bounding = "CN"', "rule ratio", "cannot bound itself"),
    ("joining.toml", 'asked = "every_member"', 'asked = "most"', "rule consent.figures", "one of every_member"),
    ("rounds.toml", 'means = "not_consent"', 'means = "consent"', "rule silence.figures", "one of not_consent"),
    ("rounds.toml", "days = [14, 28]", "days = [28, 14]", "rule reminders.figures", "ascend"),
    ("rounds.toml", "days = [14, 28]", "days = []", "rule reminders.figures", "days is empty"),
    ("rounds.toml", "days = 42", "days = 0", "rule answer_period.figures", "above 0"),
    ("rounds.toml", "days = 42", "days = true", "rule answer_period.figures", "whole number"),
    ("rounds.toml", "ends_round = false", 'ends_round = "no"', "rule answer_period.figures", "true or false"),
    ("rounds.toml", "Europe/Berlin", "Europe/Neuss", "rule deadline_zone.figures", "no time zone"),
    ("rounds.toml", "Europe/Berlin", "../Berlin", "rule deadline_zone.figures", "no time zone"),
    ("meetings.toml", 'share = "1/2"', 'share = "3/2"', "rule majority.motion.figures", "at most the whole"),
    ("members.toml", '["public", "members"]', '["public", "public"]', "rule observer_rights.figures", "different"),
    ("costs.toml", '"contact_point_carrier"', '"nobody"', "rule cost.contact_point_founding", "no bearer"),
    ("tasks.toml", '["board"]', '["bored"]', "rule task.vote_on_work_programme", "no organ 'bored'"),
    ("principles.toml", 'side = "DE"', 'side = "FR"', "rule criterion.strong_location", "no side 'FR'"),
    ("principles.toml", 'place = "Sachverhalt"', 'place = ""', "rule criterion.strong_location.sources[1]", "empty"),
    ("work.toml", 'key = "work.database"', "key =", "file", "is not TOML"),
    (SHIPPED, 'version = "2016"\n', "", "top.version[1]", "version is missing"),
    (SHIPPED, 'code = "DE"', 'code = "CN"', "top.version[1]", "side CN is there 2 times"),
    (SHIPPED, 'code = "DE"', 'code = "de"', "top.version[1].sides[2]", "two capital letters"),
    (SHIPPED, 'zone = "Asia/Shanghai"\n', "", "top.version[1].sides[1]", "zone is missing"),
    (SHIPPED, '"Asia/Shanghai"', '"Asia/Nowhere"', "top.version[1].sides[1]", "no time zone"),
    (SHIPPED, 'language = "de"', 'language = "fr"', "top.version[1].sides[2]", "one of de, zh-hans, en"),
    (SHIPPED, "'[0-9]{6}'", "'[0-9'", "top.version[1].sides[1].codes", "no regular expression"),
    (SHIPPED, '"AGS"', '"Amtlicher Gemeindeschlüssel"', "top.version[1].sides[2].codes", "at most 20 letters"),
    (SHIPPED, "codes.shape = '[0-9]{6}'\n", "", "top.version[1].sides[1].codes", "shape is missing"),
    (SHIPPED, 'key = "organising_city"', 'key = "host_city"', "top.version[1]", "bearer host_city"),
    (SHIPPED, '"2016-04"', '"2016-13"', "top.version[1]", "no date"),
    (SHIPPED, '"2016-04"', '"April 2016"', "top.version[1]", "has to be written"),
    (SHIPPED, '"2016-04"', '"2016-04"\nin_force_until = 2016-03-01', "top.version[1]", "lies before"),
    (SHIPPED, '"2016-04"', '"2016-04"\nin_force_until = 2017-03-01T12:00:00', "top.version[1]", "without a time"),
    (SHIPPED, "2016/rounds.toml", "2016/circles.toml", "file", "cannot be read"),
    (SHIPPED, '    "sino_german_industrial_city_alliance/2016/rounds.toml",\n', "", "top.version[1]", "silence"),
    (SHIPPED, '    "sino_german_industrial_city_alliance/2016/costs.toml",\n', "", "top.version[1]", "cost.…"),
    (SHIPPED, "[[version]]", "[version]", "top", "version has to be a list"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake[0]}: {mistake[4]}")
def test_a_mistake_is_told_with_its_place(edited: Edit, mistake: tuple[str, str, str, str, str]) -> None:
    file, old, new, place, problem = mistake
    with pytest.raises(CharterInvalid) as told:
        load_charters(edited(file, old, new))
    assert told.value.place == place
    assert problem in told.value.problem
    named = "circles.toml" if "circles" in new else file
    assert told.value.file == named
    assert str(told.value) == f"{named}: {place}: {told.value.problem}"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("in_force_until = 2021-12-31", "in_force_until = 2022-01-01", "first and second are in force at the same"),
        ("in_force_until = 2022-12-31\n", "", "second and third are in force at the same time"),
        ('version = "second"', 'version = "first"', "version first is there 2 times"),
    ],
)
def test_versions_that_overlap_or_share_a_name_are_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    here = Path(__file__).parent
    text = (here / "statutes" / "invented_versions.toml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    text = text.replace("../../statutes", str(here.parent / "statutes"))
    text = text.replace('"invented_meetings.toml"', f'"{here / "statutes" / "invented_meetings.toml"}"')
    path = tmp_path / "invented.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CharterInvalid, match=problem):
        load_charters(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CharterInvalid, match=r"nowhere\.toml: file: cannot be read"):
        load_charters(tmp_path / "nowhere.toml")


def test_one_side_is_no_alliance(edited: Edit) -> None:
    head = edited(SHIPPED, 'code = "DE"', 'code = "DE"')
    text = head.read_text(encoding="utf-8")
    start = text.index("[[version.sides]]", text.index("[[version.sides]]") + 1)
    head.write_text(text[:start] + text[text.index("[[version.bearers]]") :], encoding="utf-8")
    with pytest.raises(CharterInvalid, match="at least two sides"):
        load_charters(head)
