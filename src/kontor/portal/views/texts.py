"""Legal pages and the handbook: Markdown that ships with the product."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kontor.kernel.access import public
from kontor.portal import writings


@public
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Imprint, privacy, accessibility, open data."""
    if slug not in writings.PAGES:
        raise Http404
    writing = writings.read("pages", slug, link=reverse("portal:handbook"))
    return render(request, "portal/text.html", {"writing": writing, "breadcrumb_items": [], "others": []})


@public
@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """All chapters, one for each task."""
    return render(request, "portal/handbook.html", {"chapters": _chapters()})


@public
@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter."""
    if slug not in writings.CHAPTERS:
        raise Http404
    crumbs = [{"label": _("Handbook"), "url": reverse("portal:handbook")}]
    writing = writings.read("handbook", slug, link=reverse("portal:handbook"))
    crumbs.append({"label": writing.title, "url": ""})
    others = [each for each in _chapters() if each.slug != slug]
    return render(request, "portal/text.html", {"writing": writing, "breadcrumb_items": crumbs, "others": others})


def _chapters() -> list[writings.Writing]:
    return [writings.read("handbook", slug, link=reverse("portal:handbook")) for slug in writings.CHAPTERS]
