"""One ``File``: its bytes lie under their hash, its row says what it belongs to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models

from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.addresses import address_of
from kontor.kernel.public_ids import PublicIdField

if TYPE_CHECKING:
    from pathlib import Path

#: Asks whether an actor may read a file of the row that it is about.
Reading = Callable[[Actor, "File"], bool]

_readers: dict[str, Reading] = {}


def read_by(about_type: str, may_read: Reading) -> None:
    """Say who may read the files that belong to rows of ``about_type``; the row's own policy decides."""
    _readers[about_type] = may_read


class File(models.Model):
    """A file that does not change: another version is another file."""

    public_id = PublicIdField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    about_type = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    purpose = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["about_type", "about_id"], name="file_by_owner")]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where the file is fetched; without a language, because a file has none."""
        return address_of("files:fetch", self.public_id)

    @property
    def path(self) -> "Path":
        """Where the bytes lie."""
        return settings.FILES_ROOT / self.sha256[:2] / self.sha256

    def read(self) -> bytes:
        """The bytes; ``FileNotFoundError`` if the disk lost them (``kontor check files`` finds that)."""
        return self.path.read_bytes()

    def may_be_read_by(self, actor: Actor) -> bool:
        """Whether the policy of what the file belongs to lets ``actor`` read it. Unknown owners: nobody."""
        reader = _readers.get(self.about_type)
        return reader is not None and reader(actor, self)
