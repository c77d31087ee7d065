"""The mailbox of the demo: what Kontor sent, for everybody to read. Only the demo and the tests have these pages."""

from io import BytesIO

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from kontor.demo import mailbox as box
from kontor.demo.models import ReceivedMail
from kontor.kernel.access import find, public
from kontor.kernel.lingua.languages import ENDONYMS

_PAGE = 25
_SHOWN_HEADERS = ("From", "To", "Subject", "Date", "Content-Language", "Message-ID", "Auto-Submitted")


@public
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mails, the latest first; ``?to=`` and ``?language=`` narrow them down."""
    asked = {name: request.GET.get(name, "").strip() for name in ("to", "language")}
    page = Paginator(_asked_for(asked), _PAGE).get_page(request.GET.get("page"))
    columns = [
        {"label": pgettext("mail", "Subject"), "lead": True},
        {"label": pgettext("mail", "Received"), "numeric": True, "unit": pgettext("zone", "Berlin")},
    ]
    languages = [{"value": "", "label": pgettext("languages", "all")}]
    languages += [{"value": code, "label": name} for code, name in ENDONYMS.items()]
    context = {"page": page, "columns": columns, "asked": asked, "languages": languages}
    return render(request, "demo/mailbox.html", context)


def _asked_for(asked: dict[str, str]) -> QuerySet[ReceivedMail]:
    rows = ReceivedMail.objects.defer("raw")
    if asked["to"]:
        rows = rows.filter(to_address__icontains=asked["to"])
    if asked["language"]:
        rows = rows.filter(language=asked["language"])
    return rows


@public
@require_safe
def mail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One mail: its headers, its text, its attachments; as it arrived."""
    found = find(ReceivedMail.objects.all(), public_id)
    parsed = found.parsed()
    context = {
        "mail": found,
        "breadcrumb_items": [
            {"label": _("Mailbox of the demo"), "url": reverse("demo:mailbox")},
            {"label": found.subject or _("(no subject)")},
        ],
        "headers": [{"key": name, "value": box.header(parsed, name)} for name in _SHOWN_HEADERS if name in parsed],
        "paragraphs": [box.pieces(paragraph) for paragraph in box.text(parsed).strip().split("\n\n")],
        "attachments": box.attachments(parsed),
    }
    return render(request, "demo/mail.html", context)


@public
@require_safe
def attachment(request: HttpRequest, public_id: str, number: int) -> HttpResponseBase:
    """One attachment, to be saved and never shown inside a page of ours."""
    attached = box.attachments(find(ReceivedMail.objects.all(), public_id).parsed())
    if number >= len(attached):
        raise Http404
    file = attached[number]
    response = FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name, content_type=file.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
