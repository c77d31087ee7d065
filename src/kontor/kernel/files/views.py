"""The one place from which files are served."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from kontor.kernel.access import find, public
from kontor.kernel.files.models import File


@public  # public only in that no sign-in is asked first: the policy of what the file belongs to decides
@require_safe
def fetch(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send a file to whoever may read what it belongs to; for all others it does not exist (AC25)."""
    file = find(File.objects.all(), public_id)
    if not file.may_be_read_by(request.user) or not file.path.is_file():
        raise Http404
    response = FileResponse(BytesIO(file.read()), as_attachment=True, filename=file.name, content_type=file.media_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
