"""The demo's mail server speaks real SMTP and keeps whatever it is given."""

import smtplib
import socket
from collections.abc import Iterator

import pytest

from kontor.demo import mailbox
from kontor.demo.mailserver import mail_server
from kontor.demo.models import ReceivedMail

HEAD = b"From: kontor@alliance.example\r\nTo: somebody@foshan.example\r\n"


@pytest.fixture
def smtp_client(committed: str) -> Iterator[smtplib.SMTP]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with mail_server(port), smtplib.SMTP("127.0.0.1", port) as client:
        yield client


def test_a_mail_is_kept_byte_for_byte(smtp_client: smtplib.SMTP) -> None:
    raw = HEAD + "Subject: =?utf-8?b?6YCa5Ye9?=\r\nContent-Language: zh-Hans\r\n\r\n同意。\r\n".encode()
    assert smtp_client.sendmail("kontor@alliance.example", ["somebody@foshan.example"], raw) == {}
    kept = ReceivedMail.objects.get()
    assert (kept.to_address, kept.subject, kept.language) == ("somebody@foshan.example", "通函", "zh-hans")
    assert bytes(kept.raw) == raw


@pytest.mark.parametrize(
    ("rest", "subject", "text"),
    [
        (b"\r\nno subject", "", "no subject"),
        (b"Subject: a\r\nContent-Type: text/plain; charset=no-such\r\n\r\n\xe4\xf6", "a", "\ufffd\ufffd"),
        (b"Subject: =?utf-8?b?gICA?=\r\n\r\nbroken word", "\ufffd\ufffd\ufffd", "broken word"),
        (b"Subject: a\x00b\r\n\r\nc\x00d", "a\ufffdb", "c\ufffdd"),
        ("Subject: Grüße\r\n\r\nrohe Bytes im Kopf".encode(), None, "rohe Bytes im Kopf"),
        (b"Content-Type: multipart/mixed; boundary=x\r\nSubject: a\r\n\r\n--x never closed", "a", ""),
    ],
)
def test_malformed_mails_are_kept_and_shown(
    smtp_client: smtplib.SMTP, rest: bytes, subject: str | None, text: str
) -> None:
    smtp_client.sendmail("kontor@alliance.example", ["somebody@foshan.example"], HEAD + rest)
    kept = ReceivedMail.objects.get()
    assert subject is None or kept.subject == subject
    assert mailbox.text(kept.parsed()).strip() == text
    assert mailbox.attachments(kept.parsed()) == []


def test_broken_addresses_are_refused_for_good_and_others_are_not(smtp_client: smtplib.SMTP) -> None:
    refused = smtp_client.sendmail(
        "kontor@alliance.example", ["a@town.broken.example", "b@broken.example"], HEAD + b"Subject: a\r\n\r\nb"
    )
    assert [(address, code) for address, (code, _said) in refused.items()] == [("a@town.broken.example", 550)]
    assert list(ReceivedMail.objects.values_list("to_address", flat=True)) == ["b@broken.example"]
