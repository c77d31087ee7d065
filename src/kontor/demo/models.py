"""What the demo itself keeps: how far its record is loaded, and the mails that its mail server took."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern

from django.db import models
from django.urls import reverse

from kontor.kernel import clock
from kontor.kernel.public_ids import PublicIdField


class LoadedStage(models.Model):
    """A stage of the record that is loaded: what is here is never loaded a second time."""

    name = models.SlugField(max_length=40, unique=True)
    loaded_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class ReceivedMail(models.Model):
    """One mail as the demo's mail server took it, byte for byte."""

    public_id = PublicIdField()
    received_at = models.DateTimeField(default=clock.now, db_index=True)
    to_address = models.CharField(max_length=254)
    subject = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, blank=True)
    raw = models.BinaryField()

    class Meta:
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """The mail's page in the mailbox."""
        return reverse("demo:mail", args=[self.public_id])

    def parsed(self) -> EmailMessage:
        """The mail, taken apart."""
        return message_from_bytes(bytes(self.raw), policy=modern)  # the policy makes it an EmailMessage
