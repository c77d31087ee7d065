"""A forger who drops, adds, reorders or alters anything and makes a new manifest is found all the same."""

import json
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from kontor.kernel.access import SYSTEM
from kontor.kernel.audit import chain
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving
from kontor.membership.bundle import make_bundle
from kontor.membership.lifecycle import application as life
from kontor.membership.models import Application
from kontor.membership.tests.factories import a_running_round, a_small_alliance, everybody_consents
from kontor.membership.verification import APPLICATION_STATES, canonical, pack, verify_bytes, with_manifest

pytestmark = pytest.mark.django_db
Files = dict[str, Any]
Forgery = Callable[[Files], None]


@pytest.fixture
def genuine() -> bytes:
    """An admission after two rounds: a recalled one, and one with an objection, a signed file and a city that left."""
    small = a_small_alliance(cn=2, de=2)
    first = a_running_round(small)
    objector, leaver = small.members[0], small.members[3]
    actions.state(first, by=small.voice(objector), city=objector, position="objection", text="Zahlen fehlen.")
    recalled = actions.recall(first.application, by=small.secretary, reason="Zahlen ergänzen")
    applicant = small.voice(recalled.city)
    wishes = recalled.wishes.with_texts({"de": "Neue Wünsche"}, original="de")
    changed = actions.save_draft(recalled, by=applicant, edition=recalled.edition, wishes=wishes)
    actions.circulate(actions.submit(changed, by=applicant), by=small.secretary)
    second = Application.objects.get().current_round
    for letter in Message.objects.about("round", second.pk).order_by("id")[:2]:
        mail.accept(letter, by=SYSTEM, reply="250")
    mail.fail(Message.objects.about("round", second.pk).order_by("id")[2], by=SYSTEM, reply="550 no such user")
    actions.state(second, by=small.voice(objector), city=objector, position="objection", text="Noch immer.")
    leaving.communicate(leaving.file_withdrawal(leaver, by=small.voice(leaver)), by=small.secretary)
    for letter in Message.objects.filter(kind="membership.withdrawal"):
        mail.accept(letter, by=SYSTEM, reply="250")
    small.members.remove(leaver)
    signed = Accepted("signed.pdf", b"%PDF-1.7 signed", "application/pdf")
    actions.state(second, by=small.voice(objector), city=objector, position="consent", signed=signed)
    small.members.remove(objector)
    everybody_consents(small, second)
    done = actions.sign(
        Application.objects.get(), by=small.secretary, signatory="Landrätin Muster", signed_in="Neuss",
        signed_on=date(2026, 1, 5), memorandum=Accepted("mou.pdf", b"%PDF-1.7 memorandum", "application/pdf"),
    )  # fmt: skip
    admitted = actions.admit(done, by=small.secretary)
    chain.seal()
    return make_bundle(admitted)


def _opened(content: bytes) -> Files:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        raw = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    return {name: json.loads(each) if name.endswith(".json") else each for name, each in raw.items()}


def _packed(files: Files) -> bytes:
    raw = {name: canonical(each) if name.endswith(".json") else each for name, each in files.items()}
    return pack(with_manifest(raw))


def _drop(name: str, which: int) -> Forgery:
    return lambda files: files[name].pop(which)


def _twice(name: str, which: int) -> Forgery:
    return lambda files: files[name].append({**files[name][which]})


def _reorder(name: str, one: int, other: int) -> Forgery:
    def change(files: Files) -> None:
        rows = files[name]
        rows[one], rows[other] = rows[other], rows[one]

    return change


def _alter(name: str, *path: Any, to: Any) -> Forgery:
    def change(files: Files) -> None:
        row = files[name]
        for step in path[:-1]:
            row = row[step]
        assert row[path[-1]] != to
        row[path[-1]] = to

    return change


S, R, D, A, J = (
    "round-2/statements.json",
    "round-2/round.json",
    "round-2/deliveries.json",
    "application.json",
    "journal.json",
)
LATER = "2031-05-01T08:00:00+00:00"


def _drop_a_silenced_voice(files: Files) -> None:
    """A city vanishes from the electorate together with all it ever said."""
    gone = files[R]["electorate"].pop(0)["city"]
    files[S] = [said for said in files[S] if said["city"] != gone]


def _add_a_voice(files: Files) -> None:
    files[R]["electorate"].append({**files[R]["electorate"][0], "city": "bbbbbbbbbbbb"})


def _drop_statement_and_entry(files: Files) -> None:
    """The objection goes, and its entry in the journal with it."""
    gone = files[S].pop(0)["receipt"]
    files[J] = [entry for entry in files[J] if entry["facts"].get("receipt") != gone]


def _drop_a_round(files: Files) -> None:
    for name in [name for name in files if name.startswith("round-1/")]:
        del files[name]


def _add_a_round(files: Files) -> None:
    for name in [name for name in files if name.startswith("round-1/")]:
        files[name.replace("round-1", "round-3")] = files[name]


def _swap_the_signed_file(files: Files) -> None:
    _swap(files, "statement")


def _swap_a_circular(files: Files) -> None:
    _swap(files, "circular")


def _swap_the_memorandum(files: Files) -> None:
    _swap(files, "memorandum")


def _swap(files: Files, purpose: str) -> None:
    from hashlib import sha256  # noqa: PLC0415

    row = next(row for row in files["files.json"] if row["purpose"] == purpose)
    content = b"%PDF-1.7 forged"
    files[row["path"]] = content
    row |= {"sha256": sha256(content).hexdigest(), "size": len(content)}


def _drop_a_file(files: Files) -> None:
    row = next(row for row in files["files.json"] if row["purpose"] == "circular")
    files["files.json"].remove(row)
    del files[row["path"]]


FORGERIES: dict[str, Forgery] = {
    "drop: the objection that came before the consent": _drop(S, 0),
    "drop: the last statement": _drop(S, -1),
    "drop: a statement with its entry": _drop_statement_and_entry,
    "add: a statement again": _twice(S, 0),
    "reorder: statements": _reorder(S, 0, 1),
    "alter: position": _alter(S, 0, "position", to="abstention"),
    "alter: words": _alter(S, 0, "text", to="Doch einverstanden."),
    "alter: whose statement": _alter(S, 2, "city", to="bbbbbbbbbbbb"),
    "alter: receipt": _alter(S, 0, "receipt", to="bbbbbbbbbbbb"),
    "alter: the text it cites": _alter(S, 0, "text_sha256", to="0" * 64),
    "alter: the speaker": _alter(S, 0, "person", to="Jemand anders"),
    "alter: the role": _alter(S, 0, "role", to="responsible"),
    "alter: when it was stated": _alter(S, 0, "stated_at", to=LATER),
    "alter: the signed file of a statement": _alter(S, 1, "signed_file", to=""),
    "alter: the mark of a simulation": _alter(S, 0, "is_simulated", to=True),
    "swap: the content of a signed file": _swap_the_signed_file,
    "drop: a voice with all it said": _drop_a_silenced_voice,
    "add: a voice": _add_a_voice,
    "reorder: the electorate": lambda files: files[R]["electorate"].reverse(),
    "alter: a voice": _alter(R, "electorate", 1, "city", to="bbbbbbbbbbbb"),
    "alter: a voice is released": _alter(R, "electorate", 1, "released_at", to=LATER),
    "alter: a voice is not released": _alter(R, "electorate", 3, "released_at", to=""),
    "alter: when a voice was released": _alter(R, "electorate", 3, "released_at", to=LATER),
    "alter: status of a round": _alter(R, "status", to="running"),
    "alter: a stopped round is complete": _alter("round-1/round.json", "status", to="complete"),
    "alter: number of a round": _alter(R, "number", to=1),
    "alter: charter": _alter(R, "charter_version", to="1999"),
    "alter: dispatch": _alter(R, "dispatched_at", to=LATER),
    "alter: deadline": _alter(R, "answer_due_at", to=LATER),
    "alter: end": _alter(R, "ended_at", to=LATER),
    "drop: a round": _drop_a_round,
    "add: a round": _add_a_round,
    "alter: the text": _alter("round-2/text.json", "language", to="en"),
    "drop: a delivery": _drop(D, 3),
    "add: a delivery": _twice(D, 0),
    "reorder: deliveries": _reorder(D, 0, 1),
    "alter: to whom": _alter(D, 0, "city", to="bbbbbbbbbbbb"),
    "alter: a letter that did not arrive did": _alter(D, 2, "status", to="accepted"),
    "alter: a letter that waits has arrived": _alter(D, 3, "arrived_at", to=LATER),
    "alter: when a letter arrived": _alter(D, 0, "arrived_at", to=LATER),
    "alter: what a letter carried": _alter(D, 0, "letters", to=[]),
    "swap: the content of a circular": _swap_a_circular,
    "drop: a file": _drop_a_file,
    "drop: a file from the index": _drop("files.json", 0),
    "add: a file to the index": lambda files: files["files.json"].append(
        {**files["files.json"][0], "path": "files/x.pdf"}
    ),
    "alter: size of a file": _alter("files.json", 0, "size", to=1),
    "swap: the memorandum": _swap_the_memorandum,
    "alter: state of the application": _alter(A, "status", to="signed"),
    "alter: which application": _alter(A, "public_id", to="bbbbbbbbbbbb"),
    "alter: admission": _alter(A, "admitted_at", to=LATER),
    "alter: consent": _alter(A, "consented_at", to=LATER),
    "alter: submission": _alter(A, "first_submitted_at", to=LATER),
    "alter: signatory": _alter(A, "signatory", to="Jemand anders"),
    "alter: place of the signature": _alter(A, "signed_in", to="Köln"),
    "alter: day of the signature": _alter(A, "signed_on", to="2026-01-06"),
    "alter: memorandum": _alter(A, "memorandum_sha256", to=""),
    "drop: the entry of the dispatch": lambda files: files.update(
        {J: [e for e in files[J] if e["facts"].get("round") != 2]}
    ),
    "drop: the entry of a statement": lambda files: files.update(
        {J: [e for e in files[J] if e["verb"] != "round.state"]}
    ),
    "drop: the entry of the completion": lambda files: files.update(
        {J: [e for e in files[J] if e["verb"] != "round.complete"]}
    ),
    "add: an entry again": _twice(J, 3),
    "reorder: entries": _reorder(J, 1, 2),
    "alter: a fact of an entry": _alter(J, 1, "charter_version", to="1999"),
    "alter: when an entry was written": _alter(J, 1, "at", to=LATER),
}


def test_the_genuine_bundle_is_whole(genuine: bytes) -> None:
    assert verify_bytes(genuine).wrong == []
    assert _packed(_opened(genuine)) == genuine


def test_every_forgery_is_found(genuine: bytes) -> None:
    """One test for all: the admission is made once, and every forgery is tried on a fresh copy."""
    overlooked = []
    for name, forge in FORGERIES.items():
        files = _opened(genuine)
        forge(files)
        if not verify_bytes(_packed(files)).wrong:
            overlooked.append(name)
    assert overlooked == []


def test_servers_replies_evidence_and_addresses_are_not_in_the_bundle(genuine: bytes) -> None:
    assert b"550 no such user" not in genuine
    assert b"@test.example" not in genuine


def test_the_states_that_the_check_knows_are_those_of_the_table_of_moves() -> None:
    assert {life.entry_verb(move.verb): str(move.target) for move in life.moves} == APPLICATION_STATES
