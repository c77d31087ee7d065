"""German words and their parts: Kunststoffspritzgussmaschine is plastic, injection moulding and machine."""

from functools import lru_cache

from kontor.kernel.search.lexicon import german

_ENDINGS = ("en", "er", "es", "em", "e", "n", "s")
_LINKS = ("", "s", "es", "n", "en", "e", "er")
_SHORTEST = 3
_LONGEST = 60  # nobody writes longer compounds, and trying all their parts would take long
_MOST_PARTS = 5


@lru_cache(maxsize=20_000)
def parts(word: str) -> tuple[str, ...]:
    """The entries of the lexicon that a folded word is made of, the fewest that cover it; empty if none do."""
    return _parts(word, _MOST_PARTS) or () if len(word) <= _LONGEST else ()


def entry(word: str) -> str:
    """The lexicon's entry for a folded word or for its stem; empty if there is none."""
    known = german()
    if word in known:
        return word
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return next((stem for stem in stems if len(stem) >= _SHORTEST and stem in known), "")


def _parts(word: str, most: int) -> tuple[str, ...]:
    if whole := entry(word):
        return (whole,)
    best: tuple[str, ...] = ()
    if most > 1:
        for end in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
            first = _first_part(word[:end])
            rest = _parts(word[end:], (len(best) or most + 1) - 2) if first else ()
            if rest and (not best or len(rest) + 1 < len(best)):
                best = (first, *rest)
    return best


def _first_part(beginning: str) -> str:
    """The entry that a beginning is, with or without a linking letter at its end."""
    known = german()
    bare = (beginning.removesuffix(link) if link else beginning for link in _LINKS if beginning.endswith(link))
    return next((part for part in bare if len(part) >= _SHORTEST and part in known), "")
