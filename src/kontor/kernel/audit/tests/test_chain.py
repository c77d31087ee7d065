"""The journal's chain: every single change is found (S17, FA15, PR10). Tampering is done by the owner of the tables."""

from collections.abc import Callable

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from kontor.config.embedded.server import OWNER, EmbeddedServer
from kontor.kernel.access import SYSTEM
from kontor.kernel.audit import chain, journal, sentences
from kontor.kernel.audit.journal import Told
from kontor.kernel.audit.models import Entry, Payload, Seal
from kontor.people.tests.factories import a_person, an_organisation

Tamper = Callable[..., None]


@pytest.fixture
def sealed(committed: str) -> Tamper:
    """Twelve sealed entries about a person, and a way to tamper as the owner with all guards off."""
    person, organisation = a_person("Musterfrau"), an_organisation("amt")
    with transaction.atomic():
        for number in range(12):
            journal.record(
                "seat.give", organisation, by=SYSTEM,
                told=Told(facts={"number": number}, personal={"person": person.name}, persons=[person.pk]),
            )  # fmt: skip
    assert chain.seal() == 12

    def tamper(*statements: str) -> None:
        address = f"host={EmbeddedServer.here().socket_directory} user={OWNER} dbname={committed}"
        with psycopg.connect(address, autocommit=True) as owner:
            for table in ("audit_entry", "audit_payload", "audit_seal", "audit_witness"):
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
            for statement in statements:
                owner.execute(statement.encode())

    return tamper


def test_an_untouched_journal_is_whole(sealed: Tamper) -> None:
    assert list(chain.check()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET verb = 'seat.end' WHERE id = (SELECT min(id) + 3 FROM audit_entry)",
        "UPDATE audit_entry SET at = at + interval '1 second' WHERE id = (SELECT min(id) + 3 FROM audit_entry)",
        "UPDATE audit_entry SET actor = 7 WHERE id = (SELECT min(id) + 3 FROM audit_entry)",
        """UPDATE audit_entry SET facts = '{"number": 99}' WHERE id = (SELECT min(id) + 3 FROM audit_entry)""",
        "UPDATE audit_entry SET clause = 'II.9' WHERE id = (SELECT min(id) + 3 FROM audit_entry)",
        "UPDATE audit_seal SET digest = repeat('0', 64) WHERE position = 5",
        "UPDATE audit_payload SET personal = '{}' WHERE entry_id = (SELECT min(id) + 3 FROM audit_entry)",
        "UPDATE audit_payload SET personal = NULL, salt = NULL WHERE entry_id = (SELECT min(id) FROM audit_entry)",
        "DELETE FROM audit_payload WHERE entry_id = (SELECT min(id) FROM audit_entry)",
        "DELETE FROM audit_seal WHERE position = 6",
        "UPDATE audit_seal SET position = CASE position WHEN 3 THEN 1003 WHEN 4 THEN 1004 END WHERE position IN (3, 4)",
        "UPDATE audit_seal SET entry_id = entry_id + 1000 WHERE false",
    ],
)
def test_a_single_change_is_found(sealed: Tamper, statement: str) -> None:
    if "WHERE false" in statement:  # swapping two entries needs three steps
        sealed(
            "ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_entry_id_key",
            "UPDATE audit_seal SET entry_id = CASE position"
            " WHEN 3 THEN (SELECT entry_id FROM audit_seal WHERE position = 4)"
            " ELSE (SELECT entry_id FROM audit_seal WHERE position = 3) END WHERE position IN (3, 4)",
        )
    else:
        sealed(statement)
    assert list(chain.check()) != []


def test_every_byte_of_every_sealed_field_counts(sealed: Tamper) -> None:
    before = Seal.objects.order_by("position").values_list("digest", flat=True)[2]
    row = dict(Entry.objects.order_by("id").values(*chain._FIELDS)[3])
    honest = chain.link(before, 4, row)
    for name in chain._FIELDS:
        changed = {**row, name: {"x": 1} if name == "facts" else (row[name] if name == "at" else f"{row[name]}x")}
        if name == "at":
            changed[name] = row[name].replace(microsecond=(row[name].microsecond + 1) % 1_000_000)
        assert chain.link(before, 4, changed) != honest, name


def test_cutting_off_the_tail_is_found_through_a_witness(sealed: Tamper) -> None:
    held = chain.head()
    assert held is not None
    sealed(
        "DELETE FROM audit_seal WHERE position > 8",
        "DELETE FROM audit_payload WHERE entry_id NOT IN (SELECT entry_id FROM audit_seal)",
        "DELETE FROM audit_entry WHERE id NOT IN (SELECT entry_id FROM audit_seal)",
    )
    assert list(chain.check()) == []  # inside the database nothing shows: that is why heads are given away
    assert list(chain.check([held])) == [
        "The journal ends before position 12, which a witness holds: rows are missing."
    ]


def test_a_head_that_was_given_away_is_remembered(sealed: Tamper) -> None:
    assert chain.give_to_witnesses() == chain.head()
    sealed("DELETE FROM audit_seal WHERE position = 12")
    assert "The journal ends before position 12, which a witness holds: rows are missing." in list(chain.check())


def test_pr10_forgetting_a_person_leaves_the_chain_whole(sealed: Tamper) -> None:
    person = Payload.objects.values_list("persons", flat=True)[0][0]
    subject = an_organisation("widerspruch")
    assert chain.forget(person, subject, by=SYSTEM) == 12
    chain.seal()
    assert list(chain.check()) == []
    assert Payload.objects.filter(personal__person="Musterfrau").count() == 0
    shown = sentences.lines(Entry.objects.filter(verb="seat.give").select_related("payload"))
    assert all("Musterfrau" not in line.sentence for line in shown)


def test_two_sealers_at_once_keep_one_chain(committed: str) -> None:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    from django.db import connections  # noqa: PLC0415

    organisation = an_organisation("amt")

    def deed_and_seal(_number: int) -> None:
        try:
            with transaction.atomic():
                journal.record("seat.give", organisation, by=SYSTEM)
            chain.seal()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(deed_and_seal, range(40)))
    assert list(Seal.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 41))
    assert list(chain.check()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal", "audit_witness", "membership_statement"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_s18_the_application_may_only_add(table: str, deed: str) -> None:
    key = "position" if table == "audit_seal" else "id"
    refused = pytest.raises(DatabaseError, match="permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed.format(table).replace("id = id", f"{key} = {key}"))


def test_a_deed_outside_a_transaction_is_a_programming_error(committed: str) -> None:
    organisation = an_organisation("amt")
    with pytest.raises(RuntimeError, match="inside the transaction of its deed"):
        journal.record("seat.give", organisation, by=SYSTEM)
    assert Entry.objects.count() == 0
    with transaction.atomic():
        journal.record("seat.give", organisation, by=SYSTEM)
    assert Entry.objects.count() == 1
