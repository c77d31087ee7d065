"""One round on a page of its own: who was asked what and said what, whatever became of the application (MEM-4)."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.kernel import clock
from kontor.kernel.access import find, signed_in
from kontor.kernel.addresses import address_of
from kontor.kernel.mail.models import Message
from kontor.membership import queries
from kontor.membership.lifecycle import RoundStatus as R
from kontor.membership.models import Application, Round
from kontor.membership.rules import is_secretariat
from kontor.membership.views import exact_text, presenting
from kontor.people.rules import roles_of
from kontor.ui.moves import buttons

_TONES: dict[str, str] = {R.RUNNING: "active", R.COMPLETE: "good", R.FAILED: "stopped", R.STOPPED: "stopped"}


@signed_in
@require_safe
def show_round(request: HttpRequest, public_id: str) -> HttpResponse:
    """The ledger, the exact text, the dates and the letters of one round; the journal links here."""
    seen = Round.objects.visible_to(request.user)
    round_ = find(seen.select_related("application__city__organisation", "application__source"), public_id)
    return render(request, "membership/round.html", _page(round_, request.user))


def _page(round_: Round, user: Any) -> dict[str, Any]:
    row = round_.application
    written = queries.letters_of(round_)
    return {
        "row": row,
        "round": round_,
        "tone": _TONES[round_.status],
        "ledger": presenting.ledger(queries.ledger(round_, written.circulars), round_, user),
        "text": {**exact_text.text_of(row, round_), "differs": False},
        "dates": _dates(round_),
        "letters": _letters([*written.circulars, *written.letters], user),
        "rounds": [each for each in links(row, row.current_round) if each["number"] != round_.number],
        "moves": buttons(round_, user),
    }


def _dates(round_: Round) -> dict[str, Any]:
    return {
        "dispatched": round_.dispatched_at,
        "answers_by": round_.answer_due_at,
        "ended": round_.ended_at,
        "zones": clock.zones_beside(round_.application.city.organisation.zone),
        "charter_version": round_.charter_version,
    }


def _letters(letters: list[Message], user: Any) -> list[dict[str, Any]]:
    """All letters of the round for the secretariat; for others those that went to their own city."""
    sees_all, roles = is_secretariat(user), roles_of(user)
    own = roles.organisations if roles else ()
    seen = [each for each in letters if sees_all or each.party in own]
    prefetch_related_objects(seen, "attachments__formal_letter")
    return presenting.letters(seen, user, with_addresses=sees_all)


def links(row: Application, latest: Round | None) -> list[dict[str, Any]]:
    """The rounds of an application, the oldest first, each with its page and how it ended."""
    if latest is None:
        return []
    every = [latest] if latest.number == 1 else row.rounds.order_by("number")
    return [
        {
            "number": each.number,
            "url": address_of("membership:round", each.public_id),
            "state": each.get_status_display(),
            "tone": _TONES[each.status],
            "on": presenting.day_of(each.dispatched_at),
        }
        for each in every
    ]
