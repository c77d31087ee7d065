"""The mailbox: what was sent can be read and its attachments taken along, by anybody who runs the demo."""

import pytest
from django.test import Client

from kontor.demo.mailbox import Piece, pieces
from kontor.demo.models import ReceivedMail

pytestmark = [pytest.mark.usefixtures("record"), pytest.mark.xdist_group("demo_record")]


def test_the_list_can_be_narrowed_to_one_recipient_and_language(client: Client) -> None:
    aachen = ReceivedMail.objects.filter(to_address__endswith="@aachen.example")
    shown = client.get("/de/demo/mailbox/", {"to": "@aachen.example", "language": "de"}).content.decode()
    links = [mail.get_absolute_url() for mail in ReceivedMail.objects.all() if mail.get_absolute_url() in shown]
    assert sorted(links) == sorted(mail.get_absolute_url() for mail in aachen)
    nothing = client.get("/de/demo/mailbox/", {"to": "@aachen.example", "language": "zh-hans"}).content.decode()
    assert "/demo/mailbox/" + aachen[0].public_id not in nothing


def test_a_circular_shows_its_text_and_its_pdf(client: Client) -> None:
    circular = next(m for m in ReceivedMail.objects.filter(to_address__endswith="@foshan.example") if _has_pdf(m))
    page = client.get(circular.get_absolute_url())
    assert page.status_code == 200
    assert 'lang="zh-Hans"' in page.content.decode()
    pdf = client.get(f"{circular.get_absolute_url()}0/")
    assert (pdf["Content-Type"], pdf["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert pdf["Content-Disposition"].startswith("attachment")
    assert b"".join(pdf).startswith(b"%PDF-")


@pytest.mark.parametrize("address", ["mailbox/bbbbbbbbbbbb/", "mailbox/bbbbbbbbbbbb/0/"])
def test_an_absent_mail_is_absent(client: Client, address: str) -> None:
    assert client.get(f"/de/demo/{address}").status_code == 404


def test_an_attachment_that_is_not_there_is_absent(client: Client) -> None:
    mail = ReceivedMail.objects.all()[0]
    assert client.get(f"{mail.get_absolute_url()}7/").status_code == 404


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post("/de/demo/mailbox/").status_code == 405


def test_links_to_this_machine_follow_the_port_of_today() -> None:
    assert pieces("see http://localhost:8000/to/city/x and https://www.aachen.de/a") == [
        Piece("see "),
        Piece("http://localhost:8000/to/city/x", "/to/city/x"),
        Piece(" and "),
        Piece("https://www.aachen.de/a", "https://www.aachen.de/a"),
    ]


def _has_pdf(mail: ReceivedMail) -> bool:
    return b"application/pdf" in bytes(mail.raw)
