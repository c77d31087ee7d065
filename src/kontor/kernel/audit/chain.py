"""The hash chain over the journal: sealing, checking, and forgetting without breaking it (S17, FA15, PR10)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from kontor.kernel.access.actors import Actor
from kontor.kernel.audit.journal import Journaled, Told, canonical, commitment_to, record
from kontor.kernel.audit.models import Entry, Payload, Seal, Witness

_SEALER = 0x4B6F6E74  # the advisory lock: only one sealer at a time
_BATCH = 2000
GENESIS = "0" * 64
_FIELDS = (
    "id", "public_id", "at", "verb", "actor", "subject_type", "subject_id", "subject_public_id",
    "clause", "charter_version", "facts", "commitment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of the chain: with it, a witness can later prove that nothing before it was changed."""

    position: int
    digest: str

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read ``position:digest`` as it stands in the witness mail; ``ValueError`` if it is neither."""
        position, _, digest = text.strip().partition(":")
        if len(digest) != len(GENESIS) or not position.isdigit():
            raise ValueError("A head looks like 1234:9f86d081…, a number and 64 characters.")
        return cls(int(position), digest.lower())


def link(previous: str, position: int, entry: Mapping[str, Any]) -> str:
    """The digest of one link: over the previous digest, the position and every field of the entry."""
    told = {**entry, "at": entry["at"].astimezone(UTC).isoformat()}
    return sha256(f"{previous}\n{position}\n{canonical(told)}".encode()).hexdigest()


def linked_fields(entry: Entry) -> dict[str, Any]:
    """What of an entry its link is computed over, as plain data: for an extract that others check."""
    fields = {name: getattr(entry, name) for name in _FIELDS}
    return {**fields, "at": entry.at.astimezone(UTC).isoformat()}


def digests_before(positions: Iterable[int]) -> dict[int, str]:
    """For each position the digest of the link before it: with it and the entry, the link can be computed again."""
    wanted = [position - 1 for position in positions]
    found = dict(Seal.objects.filter(position__in=wanted).values_list("position", "digest"))
    return {position + 1: found.get(position, GENESIS) for position in wanted}


def seal() -> int:
    """Seal what has been committed since the last time; gives the number of new links.

    Runs in its own transaction under an advisory lock: two sealers never fork the chain.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER])
        last = Seal.objects.order_by("-position").first()
        position, previous = (last.position, last.digest) if last else (0, GENESIS)
        links = []
        for entry in Entry.objects.unsealed().values(*_FIELDS).iterator(_BATCH):
            position += 1
            previous = link(previous, position, entry)
            links.append(Seal(position=position, entry_id=entry["id"], digest=previous))
        Seal.objects.bulk_create(links, batch_size=_BATCH)
        return len(links)


def head() -> Head | None:
    """The last link, or ``None`` while nothing is sealed."""
    last = Seal.objects.order_by("-position").first()
    return Head(last.position, last.digest) if last else None


def give_to_witnesses() -> Head | None:
    """Seal, and note that this head is given away now; returns it for the mail."""
    seal()
    given = head()
    if given:
        Witness.objects.create(position=given.position, digest=given.digest)
    return given


def check(witnesses: Iterable[Head] = ()) -> Iterator[str]:
    """Read the whole journal and give one sentence for each thing that is wrong; nothing when it is whole.

    ``witnesses`` are heads that others hold. Heads that we gave away are looked up besides.
    """
    digests: dict[int, str] = {}
    yield from _check_links(digests)
    yield from _check_payloads()
    given = [*witnesses, *(Head(row.position, row.digest) for row in Witness.objects.all())]
    for witness in given:
        if witness.position not in digests:
            yield f"The journal ends before position {witness.position}, which a witness holds: rows are missing."
        elif digests[witness.position] != witness.digest:
            yield f"Position {witness.position} is not what its witness holds: the journal was rewritten."


def _check_links(digests: dict[int, str]) -> Iterator[str]:
    previous, expected = GENESIS, 1
    wanted = ("position", "digest", *(f"entry__{name}" for name in _FIELDS))
    for row in Seal.objects.order_by("position").values_list(*wanted).iterator(_BATCH):
        position, digest = row[0], row[1]
        if position != expected:
            yield f"Position {expected} is missing."
        entry = dict(zip(_FIELDS, row[2:], strict=True))
        computed = link(previous, position, entry)
        if computed != digest:
            yield f"Position {position} ({entry['verb']}) does not fit its seal: it was changed, moved or inserted."
        previous, expected = digest, position + 1
        digests[position] = digest
    late = Seal.objects.count() - len(digests)
    if late:  # an inner join would hide seals whose entry is gone
        yield f"{late} seals have lost their entry."


def _check_payloads() -> Iterator[str]:
    forgotten = {number for numbers in _forgotten_numbers() for number in numbers}
    missing = Entry.objects.filter(payload=None).count()
    if missing:
        yield f"{missing} entries have lost their payload."
    rows = Payload.objects.values_list("entry_id", "salt", "personal", "entry__commitment").order_by("entry_id")
    for number, salt, personal, commitment in rows.iterator(_BATCH):
        if salt is None:
            if number not in forgotten:
                yield f"The payload of entry {number} was blanked without a deed that says so."
        elif personal is None or commitment_to(salt, personal) != commitment:
            yield f"The payload of entry {number} does not fit its commitment: it was changed."


def _forgotten_numbers() -> Iterator[list[int]]:
    for facts in Entry.objects.filter(verb="journal.forget").values_list("facts", flat=True):
        yield facts.get("entries", [])


@dataclass(frozen=True, slots=True)
class _Unnamed:
    """An account by its number only."""

    pk: int | None
    is_authenticated: bool


def forget(person: int, subject: Journaled, *, by: Actor) -> int:
    """Blank what the journal knows of one person; the deed itself is journalled. Gives the number of payloads.

    Whoever has themselves forgotten is not named by the entry that says so.
    """
    with transaction.atomic():
        rows = Payload.objects.select_for_update().filter(persons__contains=[person], salt__isnull=False)
        numbers = list(rows.values_list("entry_id", flat=True))
        is_own = getattr(by, "journal_identity", lambda: (None, ""))()[0] == person
        who = _Unnamed(by.pk, by.is_authenticated) if is_own else by
        record("journal.forget", subject, by=who, told=Told(facts={"entries": numbers}))
        Payload.objects.filter(pk__in=numbers).update(salt=None, personal=None)
        return len(numbers)
