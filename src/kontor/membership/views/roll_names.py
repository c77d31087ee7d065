"""Finding a city by its name as people of three languages type it."""

from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.names import is_han
from kontor.kernel.lingua.sorting import sort_key_de

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def is_called(names: Content, pinyin: str, typed: str) -> bool:
    """Whether a name contains what was typed: umlauts also as ae, oe, ue or without dots, Chinese also in pinyin.

    What is typed in Chinese characters is not compared by sound: 台州 and 泰州 are two cities.
    """
    if is_han(typed):
        return any(_plain(typed) in _plain(name) for name in names.texts.values())
    forms = {form for name in names.texts.values() for form in _forms(name)} | {_plain(pinyin)}
    return any(wanted in form for wanted in _forms(typed) for form in forms)


def _forms(name: str) -> set[str]:
    return {_plain(sort_key_de(name)), _plain(sort_key_de(name.lower().translate(_UMLAUTS)))} - {""}


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
