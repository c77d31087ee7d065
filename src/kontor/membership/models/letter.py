"""The document that a formal letter was made from, kept beside its PDF (DOC-2)."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models

from kontor.kernel.addresses import address_of
from kontor.kernel.files.models import File
from kontor.kernel.letters.stored import as_data, from_data

if TYPE_CHECKING:
    from kontor.kernel.letters.document import Document


class FormalLetter(models.Model):
    """The typed document of one letter. The PDF is what was sent; a Word file is made from the same words on demand."""

    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="formal_letter")
    document = models.JSONField()

    append_only = True

    class Meta:
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.word_name

    @classmethod
    def keep(cls, file: File, document: "Document") -> "FormalLetter":
        """Keep what ``file``, the letter's PDF, was made from."""
        return cls.objects.create(file=file, document=as_data(document))

    @property
    def word_name(self) -> str:
        """The name of the Word file."""
        return f"{self.file.name.removesuffix('.pdf')}.docx"

    @property
    def word_address(self) -> str:
        """Where the Word file is fetched."""
        return address_of("membership:letter_as_docx", self.file.public_id)

    def as_docx(self) -> bytes:
        """The letter as an editable file; the same document gives the same bytes."""
        from kontor.kernel.letters.docx import render_docx  # noqa: PLC0415  # a third of a second that few need

        return render_docx(from_data(self.document))
