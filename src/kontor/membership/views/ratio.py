"""The ratio of the two sides: today, after the running applications, and what if (MEM-7)."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kontor.charter.ratio import SeatDecision, Tally, free_seats, ratio_of, seat_behind, seat_for
from kontor.cities.models import City
from kontor.kernel.access import public
from kontor.kernel.addresses import address_of
from kontor.kernel.lingua.wording import say
from kontor.membership import queries, sides
from kontor.membership.lifecycle import ApplicationStatus as S
from kontor.membership.models import Application, Standing
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.models.application import RESERVING, WAITING

_MOST = 60  # names in one question; more is no question that a person asks


def counts(tally: Tally) -> dict[str, Any]:
    """A tally as the balance component takes it."""
    charter = charter_in_force()
    limit = str(charter.ratio.figures.limit) if charter.ratio else ""
    return {"a": tally[sides.code_of("a")], "b": tally[sides.code_of("b")], "limit": limit}


@public
@require_safe
def ratio(request: HttpRequest) -> HttpResponse:
    """Today's balance with limit and clause; the forecast for those who see the applications; what if."""
    today = queries.balance()
    members = Standing.objects.current().members()
    reserved = Application.objects.reserving().tally()
    charter = charter_in_force()
    free = {mark: free_seats(sides.code_of(mark), members.tally(), reserved, charter) for mark in ("a", "b")}
    context = {
        **sides.names(),
        "balance": {**counts(today.tally), "verdict": say(today.reason)},
        "rule": charter.ratio,
        "free": free,
        "reserved": counts(reserved),
        "forecast": forecast_seen_by(request.user),
        "what_if": _what_if(request),
    }
    return render(request, "membership/ratio.html", context)


def forecast_seen_by(user: Any, count: queries.SeatCount | None = None) -> list[dict[str, Any]]:
    """One row for each running application that the reader may see, as if all before it had been decided."""
    return [
        {
            "public_id": row.public_id,
            "name": str(row.city),
            "url": address_of("membership:application", row.public_id),
            "mark": sides.mark_of(row.side),
            "counts": counts(step.decision.after if step.decision.granted else step.decision.before),
            "granted": step.decision.granted,
            "reason": say(step.decision.reason),
        }
        for row, step in queries.forecast(user, count)
    ]


def _what_if(request: HttpRequest) -> dict[str, Any]:
    """The question as asked, the choices for the next one, and the answer in words."""
    members = City.objects.in_order().filter(pk__in=Standing.objects.current().members().values("city"))
    others = City.objects.in_order().exclude(pk__in=members.values("pk"))
    joins = list(others.filter(public_id__in=request.GET.getlist("joins")[:_MOST]))
    leaves = list(members.filter(public_id__in=request.GET.getlist("leaves")[:_MOST]))
    answer = queries.if_they_move(joins, leaves) if joins or leaves else None
    return {
        "members": [_choice(city, leaves) for city in members],
        "others": [_choice(city, joins) for city in others],
        "joins": joins,
        "leaves": leaves,
        "before": counts(answer.before.tally) if answer else None,
        "after": counts(answer.after.tally) if answer else None,
        "within": answer.after.within if answer else True,
        "sentence": say(answer.reason) if answer else "",
        "free": _free_after(answer) if answer else None,
    }


def _choice(city: City, chosen: list[City]) -> dict[str, Any]:
    return {"value": city.public_id, "label": str(city), "mark": sides.mark_of(city.side), "checked": city in chosen}


def _free_after(answer: Any) -> int | None:
    charter = charter_in_force()
    return free_seats(sides.code_of("b"), answer.after.tally, Application.objects.reserving().tally(), charter)


def for_application(row: Application, user: Any) -> dict[str, Any] | None:
    """The ratio before and after this application, while it is not decided: plain values only."""
    if row.status in (S.ADMITTED, S.NOT_ADMITTED, S.TAKEN_BACK):
        return None
    count = queries.SeatCount.today()
    decision = _decision(row, count)
    others = [each for each in forecast_seen_by(user, count) if each["public_id"] != row.public_id]
    return {
        **sides.names(),
        "before": counts(decision.before),
        "after": counts(decision.after),
        "granted": decision.granted,
        "reason": say(decision.reason),
        "instead": say(decision.instead) if decision.instead else "",
        "forecast": [{name: each[name] for name in ("name", "url", "mark", "reason")} for each in others],
    }


def _decision(row: Application, count: queries.SeatCount) -> SeatDecision:
    """What the deed would decide now: in line for one that waits, behind the line for one that does not yet."""
    side, charter = row.city.side, charter_in_force()
    if row.status in WAITING:
        return row.seat_in_line()
    if row.status not in RESERVING:
        return seat_behind(count.waiting[side], side, count.members, count.reserved, charter)
    # It has its seat, by exception too or where the ratio has changed since: then there is only the ratio to tell.
    held = seat_for(side, count.members, count.reserved_by_others(row), charter)
    if held.granted:
        return held
    return replace(held, granted=True, reason=ratio_of(held.after, charter).reason, instead=None)
