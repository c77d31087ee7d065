"""What is missing, from whom, since when: the one glance at an application (look: an admission)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from kontor.membership.lifecycle import ApplicationStatus as S
from kontor.membership.models import Application, Position, Round
from kontor.membership.queries import LedgerRow, Moments
from kontor.membership.views.presenting import day_of

_WHAT = {
    "silence": pgettext_lazy("missing", "no answer"),
    Position.OBJECTION.value: pgettext_lazy("missing", "objects"),
    Position.QUESTION.value: pgettext_lazy("missing", "asks a question"),
    Position.ABSTENTION.value: pgettext_lazy("missing", "abstains"),
}


def missing(
    application: Application, moments: Moments, round_: Round | None = None, rows: Iterable[LedgerRow] = ()
) -> list[dict[str, Any]]:
    """Who is waited for: ``who``, ``what``, ``since``; empty when nothing is."""
    if application.status == S.CIRCULATING and round_ is not None:
        return [_city_missing(row, round_) for row in rows if row.position not in ("released", Position.CONSENT)]
    single = _single(application, moments)
    return [single] if single else []


def _city_missing(row: LedgerRow, round_: Round) -> dict[str, Any]:
    since = row.statement.stated_at if row.statement else round_.dispatched_at
    tone = {"silence": "waiting", "objection": "needs", "question": "question"}.get(row.position, "quiet")
    return {"who": str(row.city), "what": str(_WHAT[row.position]), "since": day_of(since), "tone": tone}


def _single(application: Application, moments: Moments) -> dict[str, Any] | None:
    """The one who is waited for; where a seat can be offered, it is the secretariat that could offer it (MEM-7)."""
    city, secretariat = str(application.city), _("The secretariat")
    if moments.seat_free_since is not None:
        who, what, since = secretariat, _("has not offered the free seat yet"), moments.seat_free_since
        return {"who": who, "what": what, "since": day_of(since), "tone": "waiting"}
    found = {
        S.DRAFT: (city, _("has not submitted the application yet")),
        S.SUBMITTED: (secretariat, _("has not sent the circular yet")),
        S.SEAT_RESERVED: (city, _("has not signed the memorandum yet")),
        S.SIGNED: (secretariat, _("has not sent the formal letter yet")),
        S.NO_SEAT: (city, _("has not decided about the observer's seat yet")),
        S.OBSERVING: (secretariat, _("has no seat to offer yet")),
    }.get(S(application.status))
    if found is None:
        return None
    return {"who": found[0], "what": found[1], "since": day_of(moments.reached_at), "tone": "waiting"}
