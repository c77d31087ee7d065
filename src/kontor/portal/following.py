"""What a person follows, and what others did lately as far as this person may know it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import Line, lines
from kontor.membership.leaving import OPEN_MOTIONS
from kontor.membership.lifecycle import RoundStatus, WithdrawalStatus
from kontor.membership.models import Application, Conversion, Round, Withdrawal
from kontor.membership.rules import reads_the_whole_journal
from kontor.membership.telling import TOLD_TO_MEMBERS
from kontor.people.rules import roles_of

_FOLLOWED, _RECENT = 8, 8
#: Deeds that would drown the others.
_QUIET = ("account.sign_in", "application.save", "delivery.accept")


@dataclass(frozen=True, slots=True)
class Followed:
    """One record under way: what it is, how it stands, until when."""

    title: str
    url: str
    state: str
    due: datetime | None
    is_simulated: bool
    due_words: str = ""


def followed_by(account: Any) -> list[Followed]:
    """The admissions, withdrawals and motions under way that this person sees, newest first."""
    answer_due = Round.objects.filter(application=OuterRef("pk"), status=RoundStatus.RUNNING).values("answer_due_at")
    applications: QuerySet[Any] = (
        Application.objects.visible_to(account).running().annotate(answer_due_at=Subquery(answer_due[:1]))
    )
    found = [
        Followed(
            _("Admission: %(city)s") % {"city": row.city}, row.get_absolute_url(), row.get_status_display(),
            row.answer_due_at or row.reserved_until, row.is_simulated or row.city.organisation.is_simulated,
            _("answers by") if row.answer_due_at else _("seat held until"),
        )
        for row in applications.select_related("city__organisation").order_by("-id")[:_FOLLOWED]
    ]  # fmt: skip
    leaving = Withdrawal.objects.visible_to(account).exclude(
        status__in=(WithdrawalStatus.EFFECTIVE, WithdrawalStatus.REVOKED)
    )
    found += [
        _without_date(_("Withdrawal: %(city)s"), row)
        for row in leaving.select_related("city__organisation").order_by("-id")[:_FOLLOWED]
    ]
    motions = Conversion.objects.visible_to(account).filter(status__in=OPEN_MOTIONS)
    found += [
        _without_date(_("Motion about the seat: %(city)s"), row)
        for row in motions.select_related("city__organisation").order_by("-id")[:_FOLLOWED]
    ]
    return found


def _without_date(kind: str, row: Withdrawal | Conversion) -> Followed:
    is_simulated = row.is_simulated or row.city.organisation.is_simulated
    return Followed(kind % {"city": row.city}, row.get_absolute_url(), row.get_status_display(), None, is_simulated)


def visible_entries(account: Any) -> QuerySet[Entry]:
    """The journal as far as this person may read it: all for secretariat and auditor, else what concerns them."""
    if reads_the_whole_journal(account):
        return Entry.objects.all()
    roles = roles_of(account)
    if roles is None:
        return Entry.objects.none()
    own_city = Q(city__organisation__in=roles.organisations)
    own = _about("application", Application.objects.filter(own_city))
    own |= _about("conversion", Conversion.objects.filter(own_city))
    told = _about("application", Application.objects.visible_to(account))
    told |= _about("round", Round.objects.visible_to(account))
    told |= _about("withdrawal", Withdrawal.objects.visible_to(account))
    told |= _about("conversion", Conversion.objects.visible_to(account))
    return Entry.objects.filter(own | (told & Q(verb__in=TOLD_TO_MEMBERS)) | Q(actor=account.pk))


def _about(subject_type: str, rows: QuerySet[Any]) -> Q:
    return Q(subject_type=subject_type, subject_id__in=rows.values("pk"))


def recent_for(account: Any) -> list[Line]:
    """The last deeds that this person may know of, as sentences; one query."""
    entries = visible_entries(account).exclude(verb__in=_QUIET).select_related("payload").order_by("-id")
    return lines(entries[:_RECENT])
