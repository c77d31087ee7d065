"""The form field for an upload: what it gives has been looked at, what it refuses it refuses in words."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator

from kontor.kernel.access import Refused
from kontor.kernel.files.accepting import ENDINGS, Accepted, accept
from kontor.kernel.lingua.wording import say


class AcceptedFileField(forms.FileField):
    """A file of an allowed kind; ``kinds`` narrows them further (``("pdf",)``). Gives ``Accepted`` or ``None``."""

    def __init__(self, *, kinds: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.kinds = kinds or tuple(ENDINGS.split(", "))
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in self.kinds)}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Accepted | None:
        """Check the upload as ``accepting`` does; the refusal becomes the field's error."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        FileExtensionValidator(self.kinds)(upload)
        try:
            return accept(upload)
        except Refused as refused:
            raise forms.ValidationError(say(refused.reason), code=refused.reason.code) from refused
