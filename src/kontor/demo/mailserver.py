"""The demo's own mail server: real SMTP on the loopback, every mail into the mailbox.

Addresses that end in ``.broken.example`` are refused for good, to show what a failed delivery looks like.
"""

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, connections, transaction

from kontor.demo.mailbox import keep

BROKEN = ".broken.example"
_LARGEST = 30 * 1024 * 1024
_log = logging.getLogger("kontor.demo.mail")


class _Keeper:
    """What the server does with commands; the names are aiosmtpd's."""

    def __init__(self, writer: ThreadPoolExecutor) -> None:
        self.writer = writer

    async def handle_RCPT(  # noqa: N802  # aiosmtpd looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse broken addresses, take all others."""
        if address.lower().rstrip(">").endswith(BROKEN):
            return "550 5.1.1 This mailbox does not exist (the demo refuses it on purpose)"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer 250 only when the mail is stored; a database that is away makes the sender try again."""
        raw = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self.writer, _store, raw, list(envelope.rcpt_tos))
        except DatabaseError as fault:
            _log.warning("A mail could not be stored: %s", fault)
            return "451 4.3.0 Please try again"
        return "250 2.0.0 Accepted by the demo's mail server"


def _store(raw: bytes, recipients: list[str]) -> None:
    connections["default"].close_if_unusable_or_obsolete()
    with transaction.atomic():
        for address in recipients:
            keep(raw, address)


@contextmanager
def mail_server(port: int) -> Iterator[int]:
    """Run the mail server on 127.0.0.1 for as long as the block lasts; gives the port. ``OSError`` if it is taken."""
    options: dict[str, Any] = {"enable_SMTPUTF8": True, "decode_data": False, "data_size_limit": _LARGEST}
    # One thread of its own writes, so that the server's loop never waits and Django has one connection for it.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="demo-mail") as writer:
        controller = Controller(_Keeper(writer), hostname="127.0.0.1", port=port, ident="Kontor demo", **options)
        controller.start()
        try:
            yield port
        finally:
            controller.stop()
            writer.submit(connections.close_all).result()
