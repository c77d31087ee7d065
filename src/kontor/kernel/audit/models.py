"""Three tables: what was done, what of it is personal, and the chain that seals it.

Rows are written freely, inside the transaction of the deed; one sealer puts them in order later, so no
deed waits for another. The application's role may only insert; triggers refuse changes to every role.
Only a payload may be blanked, to forget a person: the chain holds its salted commitment and stays whole.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kontor.kernel import clock
from kontor.kernel.public_ids import PublicIdField

_NEVER_CHANGED = pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class EntryRows(models.QuerySet["Entry"]):
    """Questions about entries."""

    def about(self, subject_type: str, subject_id: int) -> "EntryRows":
        """The history of one row, oldest first."""
        return self.filter(subject_type=subject_type, subject_id=subject_id).order_by("id")

    def unsealed(self) -> "EntryRows":
        """Entries that the sealer has not come by yet, in the order in which they will be sealed."""
        return self.filter(seal=None).order_by("id")


class Entry(models.Model):
    """One deed. Nothing personal stands here: the actor is a number, names are in the payload."""

    public_id = PublicIdField()
    at = models.DateTimeField(default=clock.now)
    verb = models.CharField(max_length=80)
    actor = models.BigIntegerField(null=True)  # the account's number; not a foreign key: the journal outlives it
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_public_id = models.CharField(max_length=16)
    clause = models.CharField(max_length=20, blank=True)
    charter_version = models.CharField(max_length=20, blank=True)
    facts = models.JSONField(default=dict)
    commitment = models.CharField(max_length=64)

    objects = EntryRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "id"], name="entry_by_subject")]
        triggers = [_NEVER_CHANGED]

    append_only = True

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_public_id}"


class Payload(models.Model):
    """The personal part of an entry. Blanked (``personal`` and ``salt`` NULL) it is forgotten for ever."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32, null=True)  # noqa: DJ001  # NULL means forgotten, '' would be a salt
    personal = models.JSONField(null=True)
    persons = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_blanked",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(new__personal__isnull=True, new__salt__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"


class Seal(models.Model):
    """One link of the chain: the entry's position and the digest over everything up to it."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)

    append_only = True

    class Meta:
        triggers = [_NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.position}:{self.digest[:12]}"


class Witness(models.Model):
    """A head of the chain that was given to others, who can prove later that nothing before it was changed."""

    position = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField(default=clock.now)

    append_only = True

    class Meta:
        triggers = [_NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.position}:{self.digest[:12]}"
