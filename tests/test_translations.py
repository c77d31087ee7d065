"""The catalogues: complete in German and Chinese, nothing fuzzy, placeholders kept, punctuation as readers expect."""

import re
import runpy
import shutil
from pathlib import Path

import polib
import pytest

from kontor.charter.reasons import CODES
from kontor.kernel.lingua.wording import taught
from tests import reading
from tests.reading import PACKAGE, ROOT, shown

LANGUAGES = ("de", "zh_Hans")
each_language = pytest.mark.parametrize("language", LANGUAGES)

_PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|%[sd]")
_HAN = "\u3400-\u9fff"
_HALF_WIDTH_IN_CHINESE = re.compile(rf"[{_HAN}][,;:!?]|[,;:!?(](?=[{_HAN}])|(?<=[{_HAN}])\.(?:\s|$)|(?<=[{_HAN}])[()]")


def catalogue(language: str, below: Path = PACKAGE) -> polib.POFile:
    """The catalogue of a language as it stands in the tree."""
    path = below / "locale" / language / "LC_MESSAGES" / "django.po"
    assert path.is_file(), f"{shown(path)} is missing: run `make messages`"
    return polib.pofile(str(path))


def texts(entry: polib.POEntry) -> list[str]:
    """The translation, or all its plural forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package in which the texts of the code were collected afresh."""
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is missing (Debian: apt-get install gettext)")
    copy = tmp_path_factory.mktemp("messages") / "kontor"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "vendor", "static", "*.mo", "record"))
    (copy / "locale").mkdir(exist_ok=True)
    assert runpy.run_path(str(ROOT / "tools" / "catalogues.py"))["collect"](copy) == 0
    return copy


@pytest.mark.slow
@each_language
def test_the_catalogue_has_every_text_of_the_code_and_no_other(language: str, collected: Path) -> None:
    in_code = {(e.msgctxt, e.msgid) for e in catalogue(language, collected) if not e.obsolete}
    in_catalogue = {(e.msgctxt, e.msgid) for e in catalogue(language) if not e.obsolete}
    assert (in_code - in_catalogue, in_catalogue - in_code) == (set(), set()), "run `make messages`"


def test_every_text_is_marked_by_a_name_that_the_collector_knows() -> None:
    renamed = re.compile(r"import .*\b(?:n|p|np)?gettext(?:_lazy|_noop)? as (?!_\b)(\w+)")
    hidden = [(shown(path), found[1]) for path in PACKAGE.rglob("*.py") for found in renamed.finditer(path.read_text())]
    assert hidden == []


@each_language
def test_nothing_is_untranslated_fuzzy_or_left_over(language: str) -> None:
    entries = catalogue(language)
    unfinished = {e.msgid for e in entries if e.fuzzy or not all(text.strip() for text in texts(e))}
    assert (unfinished, entries.obsolete_entries()) == (set(), [])


@each_language
def test_translations_keep_every_placeholder(language: str) -> None:
    """UN12: a lost placeholder would crash a page, in one language only."""
    broken = {
        entry.msgid: text
        for entry in catalogue(language)
        for text in texts(entry)
        if text
        and set(_PLACEHOLDERS.findall(text)) != _expected(entry)
        and not (entry.msgid_plural and set(_PLACEHOLDERS.findall(text)) == set(_PLACEHOLDERS.findall(entry.msgid)))
    }
    assert broken == {}


def _expected(entry: polib.POEntry) -> set[str]:
    return set(_PLACEHOLDERS.findall(entry.msgid_plural or entry.msgid))


@each_language
def test_translations_begin_and_end_with_the_line_breaks_of_the_text(language: str) -> None:
    pairs = {(entry.msgid, text) for entry in catalogue(language) for text in texts(entry) if text}
    assert {text for msgid, text in pairs if _ends(msgid) != _ends(text)} == set()


def _ends(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")


def test_chinese_uses_full_width_punctuation() -> None:
    said = {text for entry in catalogue("zh_Hans") for text in texts(entry)}
    assert {text for text in said if _HALF_WIDTH_IN_CHINESE.search(_bare(text))} == set()


def _bare(text: str) -> str:
    return _PLACEHOLDERS.sub("汉", text)  # what is put in may be Chinese: the marks around it have to fit


def test_chinese_leaves_no_blank_between_characters() -> None:
    blank = re.compile(rf"[{_HAN}] [{_HAN}]")
    assert {text for entry in catalogue("zh_Hans") for text in texts(entry) if blank.search(text)} == set()


def test_german_addresses_people_as_sie() -> None:
    familiar = re.compile(r"\b(?:[Dd]u|[Dd]ein\w*|[Dd]ir|[Dd]ich|[Ee]uch|[Ee]uer\w*|[Ee]ure\w*)\b")
    assert {text for entry in catalogue("de") for text in texts(entry) if familiar.search(text)} == set()


def test_chinese_sentences_have_no_latin_comma_full_stop_or_german_quotation_mark() -> None:
    """Also around what is put in: a name may be Chinese."""
    latin = re.compile(rf"[{_HAN}][,.](?![a-z])|[,.][{_HAN}]|„")
    said = {text for entry in catalogue("zh_Hans") for text in texts(entry)}
    assert {text for text in said if latin.search(_bare(text))} == set()


# --- the handbook ---
HANDBOOK = PACKAGE / "portal" / "handbook"
_QUOTED = re.compile("„([^“]+)“|“([^”]+)”")


@pytest.mark.parametrize("language", ["de", "zh-hans", "en"])
def test_words_of_the_interface_quoted_in_the_handbook_are_there(language: str) -> None:
    code = {"de": "de", "zh-hans": "zh_Hans", "en": "de"}[language]
    known = {text for e in catalogue(code) for text in ([e.msgid, e.msgid_plural] if language == "en" else texts(e))}
    quoted = {
        next(filter(None, found))
        for chapter in HANDBOOK.glob(f"*.{language}.md")
        for found in _QUOTED.findall(chapter.read_text())
    }
    assert len(quoted) > 3
    assert quoted - known == set()


#: One word for one thing (docs/glossary.md): these are the others.
_SYNONYMS = {
    "de": r"Platz|Plätze|Tagung|Kennwort|Quittung|Verzeichnis|Statuts?\b|Anh[aä]ng|Ankündigung|Briefe\b|Peking-Zeit",
    "zh_Hans": r"立场|反对|提问|联合会议|公布|登记签署|名册|函件|经济概况|产业特点|合作意向|双因素|成员申请",
}


@each_language
def test_one_thing_has_one_word(language: str) -> None:
    other = re.compile(_SYNONYMS[language])
    said = {text for entry in catalogue(language) for text in texts(entry)}
    ending = {"de": "de", "zh_Hans": "zh-hans"}[language]
    said |= {line for chapter in HANDBOOK.glob(f"*.{ending}.md") for line in chapter.read_text().splitlines()}
    assert {text for text in said if other.search(text)} == set()


# --- reasons ---
_CODE = re.compile(r"""\bReason\(\s*["']([\w.]+)["']""")


def test_every_reason_has_words() -> None:
    in_code = {code for path in reading.product() for code in _CODE.findall(path.read_text())}
    assert (in_code | set(CODES)) - set(taught()) == set()


def test_the_words_of_a_reason_use_only_its_parameters() -> None:
    named = re.compile(r"%\((\w+)\)s")
    wrong = {
        code: str(taught()[code])
        for code, parameters in CODES.items()
        if code in taught() and set(named.findall(str(taught()[code]))) - set(parameters)
    }
    assert wrong == {}
