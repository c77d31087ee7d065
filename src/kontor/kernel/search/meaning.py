"""What a text means, whatever language it is in: a vector, and English words (DIR-5).

The vector is the text's own plus those of its English glosses, each weighted by how much of the text the lexicon knows.
Weights were chosen on one half of labels that several languages share and confirmed on the other (docs/performance.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kontor.kernel.search.encoding import Vectors, encoded
from kontor.kernel.search.glosses import gloss
from kontor.kernel.search.normal import simplified

_WEIGHTS = (0.60, 0.35, 0.25)  # of the first, second and third gloss; the text itself has 1


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vector of length 1, and the English words in which other languages' texts say the same."""

    vector: Vectors
    english: str


def meanings(texts: Sequence[tuple[str, str]]) -> list[Meaning]:
    """What each text (its words, its language) means; the texts of one call are encoded together."""
    written = [simplified(text) if language == "zh-hans" else text for text, language in texts]
    glosses = [gloss(text, language) for text, (_, language) in zip(written, texts, strict=True)]
    vectors = encoded([*written, *(variant for each in glosses if each for variant in each.variants)])
    rows, more = vectors[: len(written)], iter(vectors[len(written) :])
    found = []
    for row, each, text in zip(rows, glosses, written, strict=True):
        total, coverage = row.copy(), each.coverage if each else 0.0
        for weight in _WEIGHTS if each else ():
            total += weight * coverage * next(more)
        english = " ".join(each.variants) if each else text
        found.append(Meaning(total / max(float(np.linalg.norm(total)), 1e-9), english))
    return found
