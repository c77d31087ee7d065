"""The outbox: one message per recipient, with its attachments and the attempts to deliver it."""

from typing import Any

from django.db import models
from django.utils import timezone

from kontor.kernel.files.models import File
from kontor.kernel.lifecycle.moves import StateField
from kontor.kernel.mail.lifecycle import Status, delivery
from kontor.kernel.public_ids import PublicIdField


class MessageRows(models.QuerySet["Message"]):
    """Questions about messages."""

    def about(self, about_type: str, about_id: int) -> "MessageRows":
        """All messages about one row."""
        return self.filter(about_type=about_type, about_id=about_id)

    def arrived(self) -> "MessageRows":
        """Those accepted by their server or evidenced otherwise."""
        return self.filter(status__in=[Status.ACCEPTED, Status.EVIDENCED])

    def outstanding(self) -> "MessageRows":
        """Those that have not arrived."""
        return self.filter(status__in=[Status.QUEUED, Status.FAILED])


class Message(models.Model):
    """One letter by mail to one recipient. Its text is fixed when it is written, in the recipient's language."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    to_address = models.EmailField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    party = models.BigIntegerField(null=True)  # the organisation that the letter is meant for
    about_type = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    header_id = models.CharField(max_length=120)
    status: StateField = delivery.field()
    written_at = models.DateTimeField(default=timezone.now)
    arrived_at = models.DateTimeField(null=True)
    evidence = models.TextField(blank=True)
    attachments = models.ManyToManyField(File, related_name="messages")

    objects = MessageRows.as_manager()
    journal_type = "delivery"

    class Meta:
        constraints = [delivery.constraint()]
        triggers = [delivery.guard()]
        indexes = [models.Index(fields=["about_type", "about_id"], name="message_by_subject")]

    def __str__(self) -> str:
        return self.subject

    def journal_names(self) -> dict[str, Any]:
        """Subject lines name no person; the recipient stands in the payload."""
        return {self.language: f"„{self.subject}“"}


class Attempt(models.Model):
    """One try to hand a message to a server, and what the server said."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField(default=timezone.now)
    succeeded = models.BooleanField()
    reply = models.CharField(max_length=500, blank=True)

    append_only = True

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.reply}"
