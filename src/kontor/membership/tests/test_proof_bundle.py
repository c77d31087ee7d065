"""The proof of an admission: whole as it is, and found out when a byte is changed."""

from datetime import date
from pathlib import Path

import pytest

from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Seal
from kontor.kernel.files.accepting import Accepted
from kontor.membership import actions
from kontor.membership.bundle import make_bundle
from kontor.membership.models import Application
from kontor.membership.tests.factories import a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.pages import signed_in, url
from kontor.membership.verification import canonical, pack, verify_bundle, verify_bytes, with_manifest

pytestmark = pytest.mark.django_db


def _admitted() -> Application:
    small = a_small_alliance()
    running = a_running_round(small)
    first = small.members[0]
    actions.state(running, by=small.voice(first), city=first, position="question", text="Wann?")
    everybody_consents(small, running)
    signed = actions.sign(
        Application.objects.get(), by=small.secretary, signatory="Landrätin Muster", signed_in="Neuss",
        signed_on=date(2026, 1, 5), memorandum=Accepted("mou.pdf", b"%PDF-1.7 signed", "application/pdf"),
    )  # fmt: skip
    admitted: Application = actions.admit(signed, by=small.secretary)
    chain.seal()
    return admitted


def test_the_bundle_of_an_admission_is_whole_and_always_the_same(tmp_path: Path) -> None:
    application = _admitted()
    content = make_bundle(application)
    place = tmp_path / "proof.zip"
    place.write_bytes(content)
    assert verify_bundle(place).wrong == []
    assert make_bundle(application) == content


def test_every_changed_byte_is_found() -> None:
    content = make_bundle(_admitted())
    step = max(1, len(content) // 300)
    overlooked = []
    for offset in [*range(0, len(content), step), *range(len(content) - 200, len(content))]:
        changed = bytearray(content)
        changed[offset] ^= 0x21
        if not verify_bytes(bytes(changed)).wrong:
            overlooked.append(offset)
    assert overlooked == []


def test_a_shortened_and_a_lengthened_file_are_found() -> None:
    content = make_bundle(_admitted())
    for changed in (b"", content[:-1], content[: len(content) // 2], content + b"x", b"x" + content):
        assert verify_bytes(changed).wrong != []


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    assert len(verify_bundle(tmp_path / "absent.zip").wrong) == 1


def _unpacked(content: bytes) -> dict[str, bytes]:
    import zipfile  # noqa: PLC0415
    from io import BytesIO  # noqa: PLC0415

    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("round-1/statements.json", b'"position":"question"', b'"position":"consent"'),
        ("round-1/text.json", b"Angaben", b"Anderes"),
        ("journal.json", b'"position":"question"', b'"position":"consent"'),
        ("journal.json", b"Wann?", b"Nie!!"),
        ("round-1/round.json", b'"status":"complete"', b'"status":"running"'),
    ],
)
def test_a_forger_who_makes_a_new_manifest_is_found_by_journal_and_fingerprint(
    name: str, before: bytes, after: bytes
) -> None:
    files = _unpacked(make_bundle(_admitted()))
    assert before in files[name]
    forged = pack(with_manifest({**files, name: files[name].replace(before, after)}))
    assert verify_bytes(forged).wrong != []


def test_a_city_that_did_not_consent_is_found() -> None:
    import json  # noqa: PLC0415

    files = _unpacked(make_bundle(_admitted()))
    said = json.loads(files["round-1/statements.json"])
    files["round-1/statements.json"] = canonical(said[:-1])
    assert any("has not consented" in fault for fault in verify_bytes(pack(with_manifest(files))).wrong)


def test_whoever_sees_the_application_can_download_it_and_nobody_else() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    chain.seal()
    address = url("bundle", running.application.public_id)
    answer = signed_in(small.voice(small.members[0])).get(address)
    assert verify_bytes(answer.content).wrong == []
    from kontor.cities.tests.factories import a_city  # noqa: PLC0415

    onlooker = a_city("onlooker")
    small.speak_for(onlooker)
    assert signed_in(small.voice(onlooker)).get(address).status_code == 404


def test_looking_seals_nothing_and_the_bundle_waits_for_the_sealer() -> None:
    small = a_small_alliance(cn=1, de=1)
    running = a_running_round(small)
    member = signed_in(small.voice(small.members[0]))
    address = url("bundle", running.application.public_id)
    early = [member.get(address), member.head(address)]
    assert [(answer.status_code, answer["Retry-After"]) for answer in early] == [(503, "10")] * 2
    assert Seal.objects.count() == 0
    chain.seal()
    sealed = Seal.objects.count()
    whole = member.get(address)
    assert (whole.status_code, verify_bytes(whole.content).wrong) == (200, [])
    actions.state(running, by=small.voice(small.members[0]), city=small.members[0], position="consent")
    assert (member.get(address).status_code, Seal.objects.count()) == (503, sealed)
