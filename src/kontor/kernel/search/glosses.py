"""German and Chinese texts put into English words, so that texts of all languages can be compared in one."""

from dataclasses import dataclass

from kontor.kernel.search import german, lexicon
from kontor.kernel.search.normal import han_runs, latin_words

VARIANTS = 3
_LONGEST_PHRASE = 4  # words of a German term; characters are tried eight at once
_LONGEST_WORD = 8
#: Words that carry no meaning of their own: they neither have a gloss nor lack one.
_SMALL_WORDS = frozenset({
    "von", "vom", "und", "oder", "fuer", "der", "die", "das", "des", "dem", "den", "mit", "ohne", "in", "im", "am",
    "an", "auf", "aus", "zu", "zur", "zum", "sowie", "bei", "durch",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gloss:
    """A text in English words: by the best gloss of each word, by the second, by the third.

    ``coverage`` is the part of the letters that the lexicon knows, 0 to 1; other words stand as they are.
    """

    variants: tuple[str, ...]
    coverage: float


@dataclass(frozen=True, slots=True)
class _Piece:
    glosses: tuple[str, ...]
    letters: int
    known: bool


def gloss(text: str, language: str) -> Gloss | None:
    """The text (``de`` or ``zh-hans``) in English words; ``None`` where no word is known, and for other languages."""
    read = {"de": _german, "zh-hans": _chinese}.get(language)
    pieces = read(text) if read else []
    known = sum(piece.letters for piece in pieces if piece.known)
    if not known:
        return None
    variants = tuple(
        " ".join(piece.glosses[min(place, len(piece.glosses) - 1)] for piece in pieces) for place in range(VARIANTS)
    )
    return Gloss(variants, known / sum(piece.letters for piece in pieces))


def _german(text: str) -> list[_Piece]:
    words, pieces, known = latin_words(text), [], lexicon.german()
    while words:
        phrase = next((n for n in range(_LONGEST_PHRASE, 1, -1) if " ".join(words[:n]) in known and len(words) >= n), 0)
        if phrase:
            whole = " ".join(words[:phrase])
            pieces.append(_Piece(known[whole], len(whole), known=True))
        elif words[0] not in _SMALL_WORDS:
            pieces += _pieces_of(words[0])
        words = words[phrase or 1 :]
    return pieces


def _pieces_of(word: str) -> list[_Piece]:
    entries = german.parts(word)
    if not entries:
        return [_Piece((word,), len(word), known=False)]
    letters = [len(word) // len(entries)] * len(entries)
    letters[-1] += len(word) - sum(letters)
    return [_Piece(lexicon.german()[each], size, known=True) for each, size in zip(entries, letters, strict=True)]


def _chinese(text: str) -> list[_Piece]:
    """The longest known word at each place, from the left."""
    known, pieces = lexicon.chinese(), []
    for run in han_runs(text):
        at = 0
        while at < len(run):
            size = next((n for n in range(_LONGEST_WORD, 0, -1) if run[at : at + n] in known and at + n <= len(run)), 0)
            word = run[at : at + (size or 1)]
            pieces.append(_Piece(known.get(word, (word,)), len(word), known=bool(size)))
            at += len(word)
    return pieces
