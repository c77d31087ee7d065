"""The gallery: every component in all its states."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.kernel.access.views import public
from kontor.kernel.lingua.languages import current
from kontor.ui.gallery import sample

THEMES = ("auto", "light", "dark")


@public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with sample data in the page's language; ``?theme=dark`` shows the other ground."""
    theme = request.GET.get("theme", "auto")
    context = {**sample(current()), "theme": theme if theme in THEMES else "auto", "themes": THEMES}
    return render(request, "ui/gallery.html", context)
