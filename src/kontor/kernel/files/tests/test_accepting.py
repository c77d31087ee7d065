"""Uploads are judged by what they are (FI01–FI04, FI06, FI07, IN06, IN23), and served by the policy of their owner."""

import io
import zipfile
import zlib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kontor.kernel.access import Refused
from kontor.kernel.files import accepting, storing
from kontor.kernel.files.accepting import LARGEST
from kontor.kernel.files.models import File, read_by

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"
_SCRIPT = b"1 0 <</S /JavaScript /JS (app.alert(1))>>"
_NOT = "file_not_what_it_says"


def _with_objects(objects: bytes, described: bytes = b"/Type /ObjStm /N 1 /First 4") -> bytes:
    if b"/Filter" not in described:
        described += b" /Filter /FlateDecode"
    return PDF + b"5 0 obj<<" + described + b">>stream\n" + zlib.compress(objects) + b"\nendstream\nendobj\n"


def _jpeg(width: int, height: int, preview: bytes = b"") -> bytes:
    """The head of a JPEG: a segment of the camera's, with its preview, and the frame."""
    exif = b"\xff\xe1" + (2 + len(preview)).to_bytes(2, "big") + preview
    frame = b"\xff\xc0\x00\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x03rest"
    return b"\xff\xd8" + exif + frame


def _docx(**extra: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")
        for name, data in extra.items():
            package.writestr(name.replace("__", "/"), data)
    return content.getvalue()


def _stream(words: bytes, kind: bytes = b"", *, raw: bytes = b"") -> bytes:
    """A packed stream of a PDF; ``raw`` are its bytes as they stand."""
    return (
        b"7 0 obj << " + kind + b" /Filter /FlateDecode >>\nstream\n" + (raw or zlib.compress(words)) + b"\nendstream"
    )


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
        ("photo.jpg", _jpeg(4000, 6000), "image/jpeg"),
        ("fi04-bomb.jpg", _jpeg(50_000, 50_000), _NOT),
        ("fi04-bomb-behind-a-small-preview.jpg", _jpeg(50_000, 50_000, preview=_jpeg(9, 9)), _NOT),
        ("fi04-no-picture-in-it.jpg", b"\xff\xd8\xff\xe0rest", _NOT),
        ("fi01-as-large-as-may-be.pdf", PDF.ljust(LARGEST), "application/pdf"),
        ("fi01-one-byte-more.pdf", PDF.ljust(LARGEST + 1), "file_too_large"),
        ("fi02-script-in-disguise.pdf", b"<script>alert(1)</script>", _NOT),
        ("fi02-javascript.pdf", PDF + b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", _NOT),
        ("fi02-only-opens-an-action.pdf", PDF + b"<< /OpenAction 5 0 R >>", _NOT),
        ("opens-at-its-first-page.pdf", PDF + b"<< /OpenAction[1 0 R /XYZ null null 0] >>", "application/pdf"),
        ("fi02-opens-nothing-but.pdf", PDF + b"<< /OpenAction[1 0 R] /OpenAction<</S/Launch>> >>", _NOT),
        ("fi02-on-a-page.pdf", PDF + b"<< /AA << /O 5 0 R >> >>", _NOT),
        ("fi02-written-in-hex.pdf", PDF + b"<< /S /J#61va#53cript >>", _NOT),
        ("fi02-packed.pdf", PDF + _stream(b"<< /S /JavaScript >>", b"/Type /ObjStm"), _NOT),
        ("fi03-packed-bombs.pdf", PDF + _stream(b"\0" * LARGEST, b"/Type /ObjStm") * 12, _NOT),
        ("fi02-streams-without-end.pdf", PDF + b">>stream\n/ObjStm" * 500_000, "application/pdf"),
        ("fi02-page-before-it.pdf", b"<script>alert(1)</script>\n" + PDF, _NOT),
        ("fi02-scan-with-unlucky-bytes.pdf", PDF + _stream(b"", raw=b"\x01/JS \x02/AA\n"), "application/pdf"),
        ("fi02-spelled-otherwise.pdf", PDF + b"/S /J#61vaScript /JS (app.alert(1))", _NOT),
        ("fi02-in-an-object-stream.pdf", _with_objects(_SCRIPT), _NOT),
        ("fi02-all-spelled-otherwise.pdf", _with_objects(_SCRIPT, b"/F#69rst 4 /N 1"), _NOT),
        (
            "fi02-behind-another-filter.pdf",
            _with_objects(_SCRIPT, b"/First 4 /N 1 /Filter [/ASCIIHexDecode /FlateDecode]"),
            _NOT,
        ),
        ("fi03-bomb.pdf", _with_objects(b" " * (101 * 1024 * 1024)), _NOT),
        ("fi03-broken.pdf", PDF + b"5 0 obj<</First 4 /Filter /FlateDecode>>stream\nxx\nendstream", _NOT),
        ("compressed.pdf", _with_objects(b"1 0 <</Type /Catalog>>"), "application/pdf"),
        ("scan.pdf", PDF + b"7 0 obj<</Length 9>>stream\n/JS /AA /x\nendstream", "application/pdf"),
        ("fi02-page.html", b"<html>", "file_kind_unknown"),
        ("fi02-picture.svg", b"<svg onload='x'/>", "file_kind_unknown"),
        ("fi03-macro.docx", _docx(word__vbaProject=b"x"), _NOT),
        ("fi03-nested.docx", _docx(**{"word__inner.docx": _docx()}), _NOT),
        ("fi03-bomb.docx", _docx(word__big=b"\0" * (101 * 1024 * 1024)), _NOT),
        ("fi03-slip.docx", _docx(**{"..__..__etc__passwd": b"x"}), _NOT),
        ("fi03-broken.docx", b"PK\x03\x04 broken", _NOT),
        (
            "fi04-bomb.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (50_000).to_bytes(4, "big") * 2 + b"rest",
            _NOT,
        ),
        ("fi06-eicar.pdf", PDF + accepting._EICAR, _NOT),
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


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'


@pytest.mark.parametrize(
    "svg",
    [
        SVG % "<script>alert(1)</script>",
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        SVG % '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
        SVG % '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="//evil.example"/></foreignObject>',
        SVG % '<a><animate attributeName="href" values="javascript:alert(1)"/></a>',
        SVG % '<set attributeName="href" to="javascript:alert(1)"/>',
        SVG % '<a><animate attributeName="href" values="x;javascript:alert(1)"/></a>',
        SVG % "<style>@import url(//evil.example/x.css)</style>",
        SVG % "<style>@import '//evil.example/x.css'</style>",
        SVG % '<rect fill="u\\72l(//evil.example/x)"/>',
        SVG % "<!--><script>alert(1)</script-->",
        '<?xml-stylesheet href="//evil.example/x.css"?>' + SVG % "",
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG % "&x;",
        '<?xml version="1.0" encoding="UTF-7"?>' + SVG % "+ADw-script+AD4-",
    ],
)
@pytest.mark.parametrize(
    "name", ["bild.svg", "bild.svgz", "bild.png", "bild.jpg", "bild.pdf", "bild.docx", "bild.svg.png"]
)
def test_in06_no_svg_comes_in_under_any_name(name: str, svg: str) -> None:
    assert _verdict(name, svg.encode()) in {"file_kind_unknown", _NOT}


@pytest.mark.django_db
def test_in06_fi02_a_picture_with_a_page_behind_it_is_never_shown_as_a_page(client: Client) -> None:
    read_by("open-pictures", lambda actor, number: True)
    both = b"\xff\xd8\xff\xe0<html><script>alert(1)</script>"
    kept = storing.store(both, name="x.jpg", media_type="image/jpeg", about_type="open-pictures", about_id=1)
    answer = client.get(kept.get_absolute_url())
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db
@pytest.mark.parametrize("twin", ["Größe.pdf", "GRÖßE.PDF", "Gro\u0308ße.pdf"], ids=["same", "case", "NFD"])
def test_fi07_two_files_of_one_name_are_two_files(twin: str) -> None:
    first, second = (
        storing.store(
            content, name=accepting.clean_name(name), media_type="application/pdf", about_type="x", about_id=1
        )
        for content, name in ((b"one", "Größe.pdf"), (b"two", twin))
    )
    assert (first.read(), second.read()) == (b"one", b"two")
    assert first.path != second.path
    assert File.objects.count() == 2
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
