"""A formal letter as an editable file (DOC-2)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kontor.kernel.access import find, signed_in
from kontor.kernel.files.models import File

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@signed_in
@require_safe
def letter_as_docx(request: HttpRequest, public_id: str) -> HttpResponse:
    """The Word file of the letter whose PDF has this id, for whoever may read the PDF; the secretariat is shown it."""
    file = find(File.objects.filter(formal_letter__isnull=False).select_related("formal_letter"), public_id)
    if not file.may_be_read_by(request.user):
        raise Http404
    letter = file.formal_letter
    response = HttpResponse(letter.as_docx(), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{letter.word_name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
