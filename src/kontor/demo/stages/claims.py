"""What the sources claim about membership, the adopted standings, and the alliance's milestones (MEM-12)."""

from datetime import date

from psycopg.types.range import DateRange

from kontor.cities.models import City, Precision, Source
from kontor.demo.reading import Table, content, day, joined, read
from kontor.kernel.lingua.content import Content
from kontor.membership.models import Claim, Milestone, MilestoneKind, Standing, StandingKind

_SIMULATED_KINDS = {"member": StandingKind.MEMBER, "observer": StandingKind.CONVERTED_OBSERVER}


def load() -> None:
    """Write every claim, contradicting ones included; then the one line that is adopted, which names its claim."""
    record = read("claims")
    for claim in record["claim"]:
        _write_claim(claim)
    for standing in record["standing"]:
        _write_standing(standing)
    for standing in read("personas")["simulated_standing"]:
        if standing["kind"] in _SIMULATED_KINDS:  # a prospect has no standing
            _write_simulated_standing(standing)
    _write_milestones(record)


def _city(key: str) -> City:
    return City.objects.get(organisation__key=key)


def _write_claim(claim: Table) -> None:
    Claim.objects.create(
        key=claim["id"],
        city=_city(claim["about"]),
        says=Claim.Says(claim["says"]),
        on=day(claim["on"]),
        precision=Precision(claim["precision"]),
        source=Source.objects.get(key=claim["source"]),
        locator=claim["locator"],
        as_written=claim.get("as_written", ""),
        note=content(claim.get("note")),
    )


def _write_standing(standing: Table) -> None:
    Standing.objects.create(
        city=_city(standing["city"]),
        kind=StandingKind(standing["kind"]),
        during=DateRange(day(standing["from"]), None),
        precision=Precision(standing["precision"]),
        claim=Claim.objects.get(key=standing["follows"]),
    )


def _write_simulated_standing(standing: Table) -> None:
    """It follows no claim: its city is invented, and marked as such wherever it is shown."""
    Standing.objects.create(
        city=_city(standing["city"]),
        kind=_SIMULATED_KINDS[standing["kind"]],
        during=DateRange(day(standing["from"]), day(standing.get("until"))),
        precision=Precision(standing["precision"]),
        is_simulated=True,
    )


def _write_milestones(record: Table) -> None:
    for event in read("history")["event"]:
        _milestone(event, MilestoneKind(event["kind"]), content(event["text"]))
    for told in record["occasion"]:
        _milestone(told, MilestoneKind.DISAGREEMENT, content(told["text"]))
    for told in record["tally"] + record["open_seat"]:
        _milestone(told, MilestoneKind.DISAGREEMENT, content(told["note"]))
    for difference in read("organisations")["difference"]:
        first, *others = (statement["source"] for statement in difference["statements"])
        told = {**difference, "source": first, "also": others, "locator": difference["statements"][0]["locator"]}
        _milestone(told, MilestoneKind.DISAGREEMENT, content(difference["text"]))
    for decision in read("cities")["decision"]:
        first, *others = decision["evidence"]
        told = {**decision, "source": first, "also": others, "cities": decision["options"]}
        _milestone(told, MilestoneKind.DISAGREEMENT, joined([decision["question"], decision["argument"]]))


def _milestone(told: Table, kind: MilestoneKind, text: Content) -> None:
    on: date | None = day(told.get("on"))
    written = Milestone.objects.create(
        key=told["id"],
        kind=kind,
        on=on,
        precision=Precision(told["precision"]) if on else Precision.UNKNOWN,
        text=text,
        source=Source.objects.get(key=told["source"]),
        locator=told.get("locator", ""),
    )
    written.cities.set(City.objects.filter(organisation__key__in=told.get("cities", ())))
    written.also_in.set(Source.objects.filter(key__in=set(told.get("also", ())) - {told["source"]}))
