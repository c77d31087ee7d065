"""What an alliance begins with: itself, the organs that its charter names (ORG-1), its founding members (MEM-12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kontor.charter import founding
from kontor.charter.reasons import Reason
from kontor.cities.actions import cite
from kontor.cities.models import City, CityKind, Precision, Source
from kontor.kernel.access import Actor, Refused
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.files.storing import store
from kontor.kernel.lingua.content import Content
from kontor.kernel.public_ids import new_public_id
from kontor.membership import leaving
from kontor.membership.models import Alliance, Application, Claim, Round, Standing, StandingKind
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.prospects import NewCity, on_record
from kontor.membership.rules import is_secretariat
from kontor.membership.standings import enter_standing
from kontor.people.charters import charters
from kontor.people.models import Organ, Organisation, OrganisationKind, OrganKind
from kontor.people.models.seat import today


def found_alliance(*, by: Actor) -> Alliance:
    """Create the alliance with its organs, named as the charter names them; done before, it changes nothing."""
    with transaction.atomic():
        charter = charter_in_force()
        organisation, is_new = Organisation.objects.get_or_create(
            key="alliance",
            defaults={"kind": OrganisationKind.ALLIANCE, "names": Content.from_texts(dict(charter.name.items()))},
        )
        alliance, _ = Alliance.objects.get_or_create(organisation=organisation)
        for rule in charter.group("organ"):
            if rule.name in OrganKind.values:
                Organ.objects.get_or_create(
                    owner=organisation, key=rule.name.replace("_", "-"),
                    defaults={"kind": rule.name, "names": Content.from_texts(dict(rule.title.items()))},
                )  # fmt: skip
        if is_new:
            journal.record("organisation.found", organisation, by=by)
        return alliance


@dataclass(frozen=True, slots=True)
class Proof:
    """Where it stands that a city is a founding member: a source on record or the details of a new one, and more."""

    source: Source | Mapping[str, object]
    locator: str = ""
    note: Content | None = None
    document: Accepted | None = None


def why_not_since_founding(on: date, precision: Precision) -> Reason | None:
    """Why a city that is a member since then is no founding member; ``None`` if it is one (charter II.5.1.F10)."""
    first, last = _days_meant(on, precision)
    if first > today():
        return Reason("day_is_to_come", {})
    decision = founding.since_founding(first, last, charters())
    return None if decision.granted else decision.reason


def why_founding_is_over() -> Reason | None:
    """Once the member cities were asked about an admission, whoever joins is admitted (MEM-4); ``None`` before."""
    if not Round.objects.exists():
        return None
    charter = charter_in_force()
    return Reason("founding_is_over", {}, clause=charter.empty_electorate.clause, version=charter.version)


def why_no_founding_member(city: City) -> Reason | None:
    """What on record stands in the way of entering a city as a founding member; ``None`` if nothing does."""
    if Standing.objects.current().members().filter(city=city).exists():
        return Reason("is_a_member_already", {})
    if Application.objects.running().filter(city=city).exists():
        return Reason("city_already_applies", {})
    kinds = charter_in_force().member_kinds
    if city.kind not in kinds.figures.kinds:
        return Reason("kind_cannot_be_member", {"kind": str(CityKind(city.kind).label)}, clause=kinds.clause)
    return None


def enter_founding_member(city: City | NewCity, *, by: Actor, on: date, precision: Precision, proof: Proof) -> Standing:
    """Put on record that a city has been a member since the founding, and the source that says so (MEM-12).

    For the secretariat of an installation that begins. It is no admission: founding members signed the memorandum
    together, without a round (charter II.5.1.F10), and the ratio binds admissions only. What follows a new member
    follows all the same: who waits is told of a seat that it frees (MEM-7), and it is told who leaves (MEM-8).
    Locks: the electorate, the alliance, then the city. ``Refused`` for everybody else; once a circular was sent; for
    a day that is to come, before or after the founding; for a city that is a member, applies, has another standing on
    record, or is of a kind that cannot be a member.
    """
    if not is_secretariat(by):
        raise Refused(Reason("not_entitled", {}))
    if (reason := why_not_since_founding(on, precision)) is not None:
        raise Refused(reason)
    decision = founding.since_founding(*_days_meant(on, precision), charters())
    with transaction.atomic():
        Alliance.change_electorate()
        Alliance.lock()
        entered = _locked(on_record(city, by=by))
        if (reason := why_founding_is_over() or why_no_founding_member(entered)) is not None:
            raise Refused(reason)
        claim = _claim(entered, on, precision, proof)
        standing = enter_standing(
            entered, StandingKind.MEMBER, since=decision.began_on, precision=precision, claim=claim
        )
        document = _kept(claim, proof.document)
        facts = {"on": on.isoformat(), "precision": precision, "source": claim.source.title, **document}
        told = Told(facts=facts, clause=decision.reason.clause or "")
        journal.record("city.enter_founding_member", entered, by=by, told=told)
        leaving.tell_newcomer(entered)
        leaving.tell_who_can_have_a_seat()
        return standing


def _days_meant(on: date, precision: Precision) -> tuple[date, date]:
    return (on.replace(day=1), founding.last_of_month(on)) if precision == Precision.MONTH else (on, on)


def _locked(city: City) -> City:
    """The row, against an application that begins at the same moment; rows that refer to it need not wait."""
    return City.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=city.pk)


def _claim(city: City, on: date, precision: Precision, proof: Proof) -> Claim:
    source = proof.source if isinstance(proof.source, Source) else cite(**proof.source)  # type: ignore[arg-type]
    return Claim.objects.create(
        key=f"founding-{new_public_id()}", city=city, says=Claim.Says.FOUNDING_MEMBER,
        on=on, precision=precision, source=source, locator=proof.locator, note=proof.note or Content(),
    )  # fmt: skip


def _kept(claim: Claim, document: Accepted | None) -> dict[str, str]:
    """Keep the document with its claim; gives what the journal says of it."""
    if document is None:
        return {}
    kept = store(
        document.content, name=document.name, media_type=document.media_type,
        about_type="claim", about_id=claim.pk, purpose="source",
    )  # fmt: skip
    return {"document": kept.name, "sha256": kept.sha256}
