"""The courses of prospects as their pages show them: how far a city is, what is next, which steps were really made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua import calendar
from kontor.membership import sides
from kontor.membership.lifecycle import ApplicationStatus as A
from kontor.membership.lifecycle import ProspectStatus as P
from kontor.membership.lifecycle import prospect
from kontor.membership.models import Application, Prospect, Talk
from kontor.membership.since import written
from kontor.membership.views import presenting
from kontor.people.models import sort_key

_TONES: dict[str, str] = {
    P.WISHES: "needs", P.RECOMMENDED: "quiet", P.IN_TALKS: "active", P.GUEST: "active", P.READY: "active",
    P.APPLYING: "good", P.CLOSED: "stopped",
}  # fmt: skip
_ENDED = (A.ADMITTED, A.NOT_ADMITTED, A.TAKEN_BACK)
_SORTS = ("name", "state", "last")
_PATH = tuple(P(state) for state in prospect.path)
_IN_ORDER = (P.WISHES, *_PATH, P.CLOSED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the list asks for; what makes no sense is passed over."""

    side: str = ""
    state: str = ""
    sort: str = "last"

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Asked":
        """From the address."""
        side, state, sort = given.get("side", ""), given.get("state", ""), given.get("sort", "")
        return cls(
            side if side in dict(sides.choices()) else "",
            state if state in P.values else "",
            sort if sort in _SORTS else "last",
        )


@dataclass(frozen=True, slots=True)
class Course:
    """One prospect, with the application that came of it."""

    row: Prospect
    application: Application | None

    @property
    def is_ended(self) -> bool:
        """Whether nothing more is to be done: given up, or the application has come to its end."""
        return self.row.status == P.CLOSED or (self.application is not None and self.application.status in _ENDED)

    @property
    def state(self) -> str:
        """How far the city is, in words; after the invitation that is for its application to say."""
        return str((self.application or self.row).get_status_display())

    @property
    def state_url(self) -> str:
        """The application's page, where there is one."""
        return self.application.get_absolute_url() if self.application else ""

    @property
    def tone(self) -> str:
        """The tone of the state."""
        return presenting.tone_of(self.application) if self.application else _TONES[self.row.status]

    @property
    def is_simulated(self) -> bool:
        """Whether the prospect, or what came of it, is invented."""
        return self.row.is_simulated or (self.application is not None and self.application.is_simulated)

    @property
    def next(self) -> str:
        """What the secretariat does next; nothing at the end."""
        if self.is_ended:
            return ""
        if self.application is not None:
            return _("The application takes its course")
        steps = {
            P.WISHES: _("Confirm the wish"),
            P.RECOMMENDED: _("Hold a first talk"),
            P.IN_TALKS: _("Invite as a guest to a session"),
            P.GUEST: _("Ask whether it is ready"),
            P.READY: _("Invite to apply"),
            P.APPLYING: _("Wait for the application"),
        }
        return steps[P(self.row.status)]

    @property
    def mark(self) -> dict[str, str]:
        """The side, as far as it is known."""
        side = self.row.city.side if self.row.city else self.row.wished_side
        return {"mark": sides.mark_of(side), "name": sides.name_of(side)} if side in dict(sides.choices()) else {}

    @property
    def last_talk(self) -> Talk | None:
        """The last contact on record."""
        return max(self.row.talks.all(), key=lambda talk: (talk.on, talk.pk), default=None)

    @property
    def last_on(self) -> date:
        """The day of the last contact; where none is on record, the day on which the record was begun."""
        talk = self.last_talk
        return talk.on if talk else presenting.day_of(self.row.opened_at) or date.min

    @property
    def last(self) -> str:
        """The last contact, as exactly as it is known."""
        talk = self.last_talk
        return written(talk.on, talk.precision) if talk else calendar.short_day(self.last_on)


def courses_of(rows: QuerySet[Prospect], asked: Asked) -> list[Course]:
    """The courses that were asked for, sorted; a constant number of queries."""
    rows = rows.select_related("city__organisation").prefetch_related("talks")
    if asked.state:
        rows = rows.filter(status=asked.state)
    in_alphabet = list(rows.order_by(f"city__organisation__{sort_key()}", "wished_name", "id"))
    found = _with_applications([row for row in in_alphabet if not asked.side or _side(row) == asked.side])
    if asked.sort == "state":
        return sorted(found, key=lambda course: _IN_ORDER.index(P(course.row.status)))
    if asked.sort == "last":
        return sorted(found, key=lambda course: course.last_on, reverse=True)
    return found


def course_of(row: Prospect) -> Course:
    """The course of one prospect."""
    return _with_applications([row])[0]


def _side(row: Prospect) -> str:
    return row.city.side if row.city else row.wished_side


def _with_applications(rows: list[Prospect]) -> list[Course]:
    invited = [row.city_id for row in rows if row.status == P.APPLYING]
    latest = Application.objects.filter(city__in=invited).order_by("city_id", "-id").distinct("city_id")
    by_city = {each.city_id: each for each in latest.select_related("city__organisation")}
    return [Course(row, by_city.get(row.city_id or 0) if row.status == P.APPLYING else None) for row in rows]


def in_groups(found: Iterable[Course]) -> list[tuple[str, list[Course]]]:
    """Those under way, and apart from them those that have ended."""
    every = list(found)
    groups = [
        (pgettext("prospects", "Under way"), [course for course in every if not course.is_ended]),
        (pgettext("prospects", "Ended"), [course for course in every if course.is_ended]),
    ]
    return [(title, courses) for title, courses in groups if courses]


def columns(asked: Asked) -> list[dict[str, Any]]:
    """The head of the table; three columns sort."""
    return [
        _sorting(asked, "name", _("City")),
        {"label": _("Side")},
        _sorting(asked, "state", pgettext("prospects", "State")),
        {"label": pgettext("prospects", "Next step")},
        {"label": _("Recommended by")},
        {**_sorting(asked, "last", pgettext("prospects", "Last contact")), "numeric": True},
    ]


def _sorting(asked: Asked, sort: str, label: str) -> dict[str, Any]:
    parts = {"side": asked.side, "state": asked.state, "sort": sort}
    direction = "descending" if sort == "last" else "ascending"
    url = "?" + urlencode({name: value for name, value in parts.items() if value})
    return {"label": label, "sort_url": url, "sorted": direction if asked.sort == sort else ""}


def state_options() -> list[dict[str, str]]:
    """The states, for the filter."""
    every = {"value": "", "label": pgettext("filter", "all")}
    return [every, *({"value": state.value, "label": str(state.label)} for state in _IN_ORDER)]


# --- the line of steps ---
_ENTERED_BY = {
    "prospect.recommend": P.RECOMMENDED, "prospect.confirm": P.RECOMMENDED, "prospect.talk": P.IN_TALKS,
    "prospect.host": P.GUEST, "prospect.signal": P.READY, "prospect.invite": P.APPLYING,
}  # fmt: skip


def steps(row: Prospect, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The line before an application: only states that were entered, each with its day; others as skipped (MEM-1)."""
    entered = {_ENTERED_BY[entry.verb]: entry for entry in entries if entry.verb in _ENTERED_BY}
    confirmed = entered.get(P.RECOMMENDED)
    was_wished = row.status == P.WISHES or (confirmed is not None and confirmed.verb == "prospect.confirm")
    line = [_step(row, state, entered, was_wished=was_wished) for state in _PATH]
    if row.status == P.CLOSED:
        made = [step for step in line if step["state"] == "done"]
        return [*made, {"label": row.get_status_display(), "state": "stopped"}]
    return line


def _step(row: Prospect, state: P, entered: Mapping[P, Entry], *, was_wished: bool) -> dict[str, Any]:
    label = str(state.label)
    if state == P.RECOMMENDED and was_wished and not row.recommended_by:
        label = pgettext("prospect", "wish confirmed")
    entry = entered.get(state)
    if entry is not None:
        is_here = row.status == state and state != P.APPLYING
        return {"label": label, "state": "current" if is_here else "done", **_when(row, entry)}
    reached = _PATH.index(P(row.status)) if row.status in _PATH else -1
    if row.status == P.WISHES and state == P.RECOMMENDED:
        return {"label": label, "state": "current"}
    return {"label": label, "state": "skipped" if _PATH.index(state) < reached else "todo"}


def _when(row: Prospect, entry: Entry) -> dict[str, Any]:
    """The day of a step: of the meeting itself, else of the record, unless that only repeats what a source tells."""
    mark = pgettext("mark", "simulated") if entry.facts.get("simulated") and entry.verb == "prospect.invite" else ""
    if "on" in entry.facts:
        on = date.fromisoformat(entry.facts["on"])
        talk = next((talk for talk in row.talks.all() if talk.on == on), None)
        return {"note": written(on, talk.precision) if talk else calendar.short_day(on)}
    if entry.verb == "prospect.recommend" and row.source_id:
        return {"note": _("as the source tells")}
    return {"on": presenting.day_of(entry.at), "note": mark}
