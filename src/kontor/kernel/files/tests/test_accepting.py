"""Uploads are judged by what they are (FI01–FI04, FI06, FI07, IN23), and served by the policy of their owner."""

import io
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kontor.kernel.access import Refused
from kontor.kernel.files import accepting, storing
from kontor.kernel.files.models import File, read_by

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"


def _docx(**extra: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")
        for name, data in extra.items():
            package.writestr(name.replace("__", "/"), data)
    return content.getvalue()


def _kept(content: bytes, name: str, about: str) -> File:
    return storing.store(content, name=name, media_type="application/pdf", about_type=about, about_id=1)


def _verdict(name: str, content: bytes) -> str:
    try:
        return accepting.accept(SimpleUploadedFile(name, content)).media_type
    except Refused as refused:
        return refused.reason.code


@pytest.mark.parametrize(
    ("name", "content", "verdict"),
    [
        ("paper.pdf", PDF, "application/pdf"),
        ("letter.docx", _docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("photo.jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("fi01-too-large.pdf", PDF + b"x" * accepting.LARGEST, "file_too_large"),
        ("fi02-script-in-disguise.pdf", b"<script>alert(1)</script>", "file_not_what_it_says"),
        ("fi02-javascript.pdf", PDF + b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "file_not_what_it_says"),
        ("fi02-page.html", b"<html>", "file_kind_unknown"),
        ("fi02-picture.svg", b"<svg onload='x'/>", "file_kind_unknown"),
        ("fi03-macro.docx", _docx(word__vbaProject=b"x"), "file_not_what_it_says"),
        ("fi03-nested.docx", _docx(**{"word__inner.docx": _docx()}), "file_not_what_it_says"),
        ("fi03-bomb.docx", _docx(word__big=b"\0" * (101 * 1024 * 1024)), "file_not_what_it_says"),
        ("fi03-slip.docx", _docx(**{"..__..__etc__passwd": b"x"}), "file_not_what_it_says"),
        ("fi03-broken.docx", b"PK\x03\x04 broken", "file_not_what_it_says"),
        (
            "fi04-bomb.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (50_000).to_bytes(4, "big") * 2 + b"rest",
            "file_not_what_it_says",
        ),
        ("fi06-eicar.pdf", PDF + accepting._EICAR, "file_not_what_it_says"),
        ("no-ending", PDF, "file_kind_unknown"),
    ],
)
def test_the_content_decides(name: str, content: bytes, verdict: str) -> None:
    assert _verdict(name, content) == verdict


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\Antrag.pdf", "Antrag.pdf"),
        ("rechnung\u202efdp.exe", "rechnungfdp.exe"),
        ("a\0.pdf", "a.pdf"),
        ("Übersicht „neu“.pdf", "Übersicht „neu“.pdf"),
        ("申请" * 200 + ".pdf", None),
    ],
)
def test_in23_names_become_harmless_and_stay_readable(given: str, kept: str | None) -> None:
    name = accepting.clean_name(given)
    assert name == kept if kept else (name.endswith(".pdf") and len(name.encode()) <= 180)


@pytest.mark.django_db
def test_fi07_two_files_of_one_name_are_two_files() -> None:
    first = storing.store(b"one", name="a.pdf", media_type="application/pdf", about_type="x", about_id=1)
    second = storing.store(b"two", name="a.pdf", media_type="application/pdf", about_type="x", about_id=1)
    assert (first.read(), second.read()) == (b"one", b"two")
    assert list(storing.damaged()) == []


@pytest.mark.django_db
def test_lost_or_changed_bytes_are_found() -> None:
    kept = storing.store(b"one", name="a.pdf", media_type="application/pdf", about_type="x", about_id=1)
    kept.path.write_bytes(b"0ne")
    assert list(storing.damaged()) == [f"File {kept.public_id} (a.pdf) is not what its hash says."]
    kept.path.unlink()
    assert list(storing.damaged()) == [f"The bytes of file {kept.public_id} (a.pdf) are missing."]


@pytest.mark.django_db
def test_ac25_a_foreign_file_answers_like_an_absent_one(client: Client) -> None:
    read_by("secret-things", lambda actor, number: False)
    read_by("open-things", lambda actor, number: True)
    secret = _kept(b"s", "Geheim.pdf", "secret-things")
    shown = _kept(b"o", "Grußwort 贺词.pdf", "open-things")
    foreign, absent = client.get(secret.get_absolute_url()), client.get("/files/bbbbbbbbbbbb")
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert len(foreign.content) == len(absent.content)
    answer = client.get(shown.get_absolute_url())
    assert answer.getvalue() == b"o"
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''Gru%C3%9Fwort%20%E8%B4%BA%E8%AF%8D.pdf")
    assert secret.may_be_read_by(AnonymousUser()) is False


@pytest.mark.django_db
def test_a_file_of_an_unknown_kind_of_owner_is_read_by_nobody() -> None:
    orphan = storing.store(b"o", name="a.pdf", media_type="application/pdf", about_type="nobody-knows", about_id=1)
    assert orphan.may_be_read_by(AnonymousUser()) is False
    assert File.objects.count() == 1
