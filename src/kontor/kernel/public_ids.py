"""Random public ids: what stands in addresses instead of the database's numbers."""

import secrets

from django.db import models

# No vowels and no look-alikes: nothing that can be misread on paper or spell a word.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH = 12  # 57 bits: guessing one of a million rows takes 10^11 tries


def new_public_id() -> str:
    """A fresh random id of twelve characters."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


class PublicIdField(models.CharField[str, str]):
    """The column for a public id: unique, made by itself, never edited."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.update(max_length=16, default=new_public_id, unique=True, editable=False)
        super().__init__(**kwargs)  # type: ignore[arg-type]
