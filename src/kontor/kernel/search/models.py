"""The index: one row for each thing that can be found, in each language that it is written in (decision 0006)."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from pgvector.django import HalfVectorField


class TransactionField(models.BigIntegerField[int, int]):
    """The number of the transaction that wrote a row: PostgreSQL's own, which never repeats."""

    def db_type(self, connection: object) -> str:
        """``xid8``."""
        return "xid8"


@dataclass(frozen=True, slots=True)
class Sight:
    """Who sees a row of the index: everybody of its audiences, its owner, and the parties named; nobody while not live.

    ``home`` is the organisation that looks after the owner: what it loses for all of its own, the index asks of it.
    """

    audience: str
    owner: int | None = None
    parties: tuple[int, ...] = ()
    home: int | None = None
    is_live: bool = True


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the index is asked: the audiences that the reader belongs to, and the organisations it acts for.

    ``homes`` are those whose rows are in force now; ``None`` if all are. A reader's own rows are seen in any case.
    """

    audiences: Collection[str]
    organisations: Collection[int] = ()
    homes: Collection[int] | None = None


class IndexRows(models.QuerySet["IndexRow"]):
    """Questions about the index."""

    def visible_to(self, reader: Reader) -> "IndexRows":
        """What this reader may find, by the columns of the index alone."""
        in_force = models.Q() if reader.homes is None else models.Q(home__in=reader.homes) | models.Q(home=None)
        shown = models.Q(is_live=True, audience__in=reader.audiences) & in_force
        if not reader.organisations:
            return self.filter(shown)
        own = models.Q(owner__in=reader.organisations) | models.Q(
            is_live=True, parties__overlap=[*reader.organisations]
        )
        return self.filter(shown | own)

    def without_vector(self) -> "IndexRows":
        """Those that a bulk import has stored and nothing has encoded yet."""
        return self.filter(vector=None)


class IndexRow(models.Model):
    """One passage of one subject in one language, as it is searched: words, meaning, and who may see it."""

    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    part = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10)
    text = models.TextField()
    name = models.CharField(max_length=300, blank=True)  # folded; what typing mistakes are forgiven in
    words = SearchVectorField()  # in the language's own stems
    english = SearchVectorField()  # in the stems of its English glosses
    vector = HalfVectorField(null=True)
    identifiers = ArrayField(models.CharField(max_length=60), default=list)
    facets = ArrayField(models.CharField(max_length=80), default=list)
    audience = models.CharField(max_length=20)
    owner = models.BigIntegerField(null=True)
    home = models.BigIntegerField(null=True)
    parties = ArrayField(models.BigIntegerField(), default=list)
    is_live = models.BooleanField(default=True)
    written_by = TransactionField(db_default=models.Func(function="pg_current_xact_id"), editable=False)

    objects = IndexRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "part", "language"], name="index_row_once")
        ]
        indexes = [
            GinIndex(fields=["words"], name="index_row_words"),
            GinIndex(fields=["english"], name="index_row_english"),
            GinIndex(OpClass("name", name="gin_trgm_ops"), name="index_row_name"),
            GinIndex(fields=["identifiers"], name="index_row_identifiers"),
            GinIndex(fields=["facets"], name="index_row_facets"),
            models.Index(fields=["owner"], name="index_row_owner"),
            models.Index(fields=["written_by"], name="index_row_written_by"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} {self.part} ({self.language})"


class Commonness(models.Model):
    """In how many rows a stem stands: what is rare says more. Counted anew by the clock and after an import."""

    kind = models.CharField(max_length=8)  # words or english
    stem = models.CharField(max_length=200)
    rows = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "stem"], name="commonness_once")]

    def __str__(self) -> str:
        return f"{self.stem}: {self.rows}"


@dataclass(frozen=True, slots=True)
class Passage:
    """What is to be found: one text in one language, with its name if it has one that people type."""

    text: str
    language: str
    part: str = ""
    name: str = ""
    identifiers: tuple[str, ...] = ()
    facets: tuple[str, ...] = field(default=())
