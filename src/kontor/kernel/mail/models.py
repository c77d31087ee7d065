"""The outbox: one message per recipient, with its attachments and the attempts to deliver it."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

import pgtrigger
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.audit.models import Entry
from kontor.kernel.files.models import File
from kontor.kernel.lifecycle.moves import StateField
from kontor.kernel.mail.lifecycle import ARRIVED, OUTSTANDING, Status, delivery, looks_after_deliveries
from kontor.kernel.public_ids import PublicIdField

#: Gives the address of the page on which the deliveries about a row stand, from the row's number.
Place = Callable[[int], str]

#: The job that sends a message, by its name: the jobs stand above the deeds that they do.
SENDING = "kontor.kernel.mail.tasks.send_message"

_places: dict[str, Place] = {}


def shown_at(about_type: str, place: Place) -> None:
    """Say on which page the deliveries about rows of ``about_type`` are looked after."""
    _places[about_type] = place


class MessageRows(models.QuerySet["Message"]):
    """Questions about messages."""

    def visible_to(self, actor: Actor) -> "MessageRows":
        """Letters as such are seen by whoever looks after deliveries; others see them on the page they belong to."""
        return self.all() if looks_after_deliveries(actor, None) else self.none()

    def about(self, about_type: str, about_id: int) -> "MessageRows":
        """All messages about one row."""
        return self.filter(about_type=about_type, about_id=about_id)

    def with_last_failure(self) -> "MessageRows":
        """With ``last_failure``, what the server said at the last try that failed, and ``redirected_from``, whom the
        message was written to before it was redirected; ``None`` where there is nothing of the kind.
        """
        failed = Attempt.objects.filter(message=models.OuterRef("pk"), succeeded=False).order_by("-pk")
        redirected = Redirection.objects.filter(message=models.OuterRef("pk")).order_by("pk")
        return self.annotate(
            last_failure=models.Subquery(failed.values("reply")[:1]),
            redirected_from=models.Subquery(redirected.values("from_address")[:1]),
        )

    def arrived(self) -> "MessageRows":
        """Those accepted by their server or evidenced otherwise."""
        return self.filter(status__in=ARRIVED)

    def redirected(self) -> "MessageRows":
        """Those that went, or are about to go, to the successor of whom they were written to."""
        return self.filter(models.Exists(Redirection.objects.filter(message=models.OuterRef("pk"))))

    def without_job(self) -> "MessageRows":
        """Those that wait to be sent, though no job is there, or under way, that would send them."""
        number = Cast(KeyTextTransform("message_id", "args"), models.BigIntegerField())
        jobs = ProcrastinateJob.objects.filter(task_name=SENDING, status__in=["todo", "doing"]).annotate(number=number)
        return self.filter(status=Status.QUEUED).exclude(models.Exists(jobs.filter(number=models.OuterRef("pk"))))

    def outstanding(self) -> "MessageRows":
        """Those that have not arrived."""
        return self.filter(status__in=OUTSTANDING)


class Message(models.Model):
    """One letter by mail to one recipient. Its text is fixed when it is written, in the recipient's language.

    Only a redirection before it left changes recipient and perhaps text; who was meant first stays on record.
    """

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
    written_at = models.DateTimeField(default=clock.now)
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

    def get_absolute_url(self) -> str:
        """The page of what the letter is about; the start page where no app has said."""
        place = _places.get(self.about_type)
        return place(self.about_id) if place else "/"

    def failures(self) -> int:
        """How many tries failed since somebody last had it sent again: each such deed begins a new series."""
        tries = self.attempts.filter(succeeded=False)
        again = Entry.objects.about(self.journal_type, self.pk).filter(verb=delivery.entry_verb("retry")).last()
        return tries.filter(at__gt=again.at).count() if again else tries.count()

    @property
    def words(self) -> str:
        """The text, or a sentence that says why it is not kept any longer."""
        removed = _("The text has been removed: it held a link for its reader only, or the reader's data were deleted.")
        return self.text or removed

    def journal_names(self) -> dict[str, Any]:
        """Subject lines name no person; the recipient stands in the payload."""
        return {self.language: f"„{self.subject}“"}


class Attempt(models.Model):
    """One try to hand a message to a server, and what the server said; only that is blanked to forget a recipient."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField(default=clock.now)
    succeeded = models.BooleanField()
    reply = models.CharField(max_length=500, blank=True)

    class Meta:
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="what_happened_is_fixed", fields=["id", "message", "at", "succeeded"]),
            pgtrigger.Protect(name="only_blanked", operation=pgtrigger.Update, condition=~pgtrigger.Q(new__reply="")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.reply}"


def _told_otherwise(*fields: str) -> pgtrigger.Q:
    """Whether an update writes anything but nothing into one of these fields."""
    changed = [
        pgtrigger.Q(**{f"new__{name}__df": pgtrigger.F(f"old__{name}")}) & ~pgtrigger.Q(**{f"new__{name}": ""})
        for name in fields
    ]
    return reduce(or_, changed)


class Redirection(models.Model):
    """One redirection of a message, before it left, from a recipient no longer entitled to it to the successor.

    Each of the two can be blanked for itself, when that person is forgotten.
    """

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="redirections")
    at = models.DateTimeField(default=clock.now)
    from_name = models.CharField(max_length=200, blank=True)
    from_address = models.EmailField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.EmailField(max_length=254)
    language = models.CharField(max_length=10)  # the successor's
    is_written_anew = models.BooleanField()  # otherwise the letter goes as it stands, below a line that says why

    class Meta:
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_happened_is_fixed", fields=["id", "message", "at", "language", "is_written_anew"]
            ),
            pgtrigger.Protect(
                name="only_blanked",
                operation=pgtrigger.Update,
                condition=_told_otherwise("from_name", "from_address", "to_name", "to_address"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_address} → {self.to_address}"
