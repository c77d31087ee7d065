"""Opening pages as somebody, for tests of gestures."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kontor.people.models import Account


def signed_in(account: Account) -> Client:
    """A client as which this person has signed in."""
    client = Client()
    client.force_login(account)
    return client


def url(name: str, *arguments: Any) -> str:
    """The address of a page of this app."""
    return reverse(f"membership:{name}", args=arguments)


def a_pdf(name: str = "paper.pdf", content: bytes = b"%PDF-1.7 words") -> SimpleUploadedFile:
    """An upload that is what it says."""
    return SimpleUploadedFile(name, content, "application/pdf")


def a_file(name: str, content: bytes) -> BytesIO:
    """Any other upload."""
    upload = BytesIO(content)
    upload.name = name
    return upload
