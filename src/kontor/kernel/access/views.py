"""Every view says who may open it; a test walks the URL resolver and fails for one that does not."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

from kontor.kernel.access.predicates import Predicate

View = Callable[..., HttpResponseBase]
Row = TypeVar("Row", bound=Model)


class Openness(StrEnum):
    """How far a page is open before any row is looked at."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    ALLOWED = "allowed"


@dataclass(frozen=True, slots=True)
class AccessRule:
    """What a view declares about itself; ``predicate`` only with ``Openness.ALLOWED``."""

    openness: Openness
    predicate: Predicate | None = None


def _lead_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    from django.contrib.auth.views import redirect_to_login  # noqa: PLC0415  # its forms need loaded models

    return redirect_to_login(request.get_full_path())


def _declared(view: View, rule: AccessRule) -> View:
    view.access_rule = rule  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anybody may open this page; rows on it are still chosen by ``visible_to``."""
    return _declared(view, AccessRule(Openness.PUBLIC))


def signed_in(view: View) -> View:
    """Only signed-in people may open this page; others are led to the sign-in, whatever the address says."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _lead_to_sign_in(request)
        return view(request, *args, **kwargs)

    return _declared(guarded, AccessRule(Openness.SIGNED_IN))


def allowed(rule: Predicate) -> Callable[[View], View]:
    """Only signed-in people of whom ``rule`` is true; to all others the page does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _lead_to_sign_in(request)
            if not rule(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return _declared(guarded, AccessRule(Openness.ALLOWED, rule))

    return decorate


def find(rows: QuerySet[Row], public_id: str) -> Row:
    """The one row with this public id among ``rows``; a foreign one answers like an absent one (AC01)."""
    try:
        return rows.get(public_id=public_id)
    except ObjectDoesNotExist as absent:
        raise Http404 from absent
