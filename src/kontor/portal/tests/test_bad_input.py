"""What cannot be stored is a bad request wherever it comes from, and files still arrive (UN08)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from kontor.people.tests.factories import an_account
from kontor.portal.middleware import CleanInput

pytestmark = pytest.mark.django_db


def _echo(request: HttpRequest) -> HttpResponse:
    files: dict[str, Any] = dict(request.FILES.items())
    return HttpResponse(",".join(f"{name}:{file.read()!r}" for name, file in files.items()))


def test_un08_nul_in_the_query(client: Client) -> None:
    assert client.get("/de/organs/?on=%00").status_code == 400
    assert client.get("/de/organs/?%00=x").status_code == 400


def test_un08_nul_in_the_path(client: Client) -> None:
    for path in ("/de/charter/%00/", "/de/handbook/%00/", "/de/invitation/%00/", "/to/city/%00", "/%00"):
        assert client.get(path).status_code == 400, path


def test_un08_nul_in_a_form(client: Client) -> None:
    client.force_login(an_account())
    assert client.post(reverse("people:me"), {"family_name": "a\x00b"}).status_code == 400
    assert client.post(reverse("people:me"), {"a\x00b": "x"}).status_code == 400


@pytest.mark.parametrize("header", ["HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_X_ANYTHING"])
@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_un08_nul_or_half_a_character_in_a_header(client: Client, header: str, text: str) -> None:
    client.force_login(an_account())
    extra: dict[str, Any] = {header: text}
    assert client.generic("GET", reverse("people:me"), **extra).status_code == 400


def test_un08_nul_hidden_in_a_quoted_cookie(client: Client) -> None:
    assert Client(headers={"cookie": 'sessionid="\\000"'}).get(reverse("portal:home")).status_code == 400


@pytest.mark.parametrize("body", ['{"a": "\\u0000"}', '{"\\u0000": 1}', '["\\ud800"]', "{", "\x00"])
def test_un08_nul_or_half_a_character_in_json(client: Client, body: str) -> None:
    answer = client.post(reverse("people:me"), data=body, content_type="application/json")
    assert answer.status_code == 400


def test_a_deep_nest_of_json_is_no_error(client: Client) -> None:
    assert client.post("/de/me/", data="[" * 100_000, content_type="application/json").status_code == 400


def test_an_invalid_utf8_address_is_no_error(client: Client) -> None:
    assert client.get("/de/charter/%ff%fe/").status_code == 404
    assert client.get("/de/organs/?on=%ff").status_code == 200


def test_files_arrive_as_they_were_sent() -> None:
    content = bytes(range(256)) * 20_000  # larger than what is kept in memory
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("scan.pdf", content)})
    answer: Any = CleanInput(_echo)(request)
    assert answer.content == f"file:{content!r}".encode()


def test_un08_nul_in_the_name_of_a_file_does_not_pass() -> None:
    boundary = "b"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file\x00"; filename="a.pdf"\r\n'
        f"Content-Type: application/pdf\r\n\r\nx\r\n--{boundary}--\r\n"
    )
    answer = Client().post(
        "/de/account/login/", body.encode(), content_type=f"multipart/form-data; boundary={boundary}"
    )
    assert answer.status_code == 400


def test_a_bad_request_is_told_in_the_readers_language(client: Client) -> None:
    answer: Any = client.get("/zh-hans/organs/?on=%00")
    assert b'lang="zh-Hans"' in answer.content
