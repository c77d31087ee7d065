"""The alliance, the bodies that the sources name, its organs, and the invented company and audit office."""

from kontor.charter.load import shipped
from kontor.demo.reading import Table, content, read
from kontor.membership.models import Alliance
from kontor.people.models import Organ, Organisation, OrganisationKind, OrganKind

_KINDS = {
    "public-body": OrganisationKind.ADMINISTRATION,
    "agency": OrganisationKind.AGENCY,
    "company": OrganisationKind.COMPANY,
    "institution": OrganisationKind.INSTITUTION,
}


def load() -> None:
    """Write the alliance under the name that its charter gives, then bodies and organs."""
    alliance = Organisation.objects.create(
        key="alliance", kind=OrganisationKind.ALLIANCE, names=content(dict(shipped().name.items()))
    )
    Alliance.objects.create(organisation=alliance)
    record, scenario = read("organisations"), read("personas")
    for body in record["organisation"]:
        _write_body(body)
    for body in scenario["simulated_company"] + scenario["simulated_organisation"]:
        _write_body(body)
    adopted = {each["id"]: each["adopted"] for each in record["difference"]}
    for organ in record["organ"]:
        _write_organ(alliance, organ, adopted)


def _write_body(body: Table) -> None:
    is_invented = body.get("invented", False)
    home = Organisation.objects.get(key=body["city"]) if "city" in body else None
    Organisation.objects.create(
        key=body["key"],
        kind=_KINDS[body["kind"]],
        names=content(body["name"]),
        zone=body["zone"] if home is None else home.zone,
        web=f"https://{body['web']}" if "web" in body else "",
        part_of=Organisation.objects.get(key=body["part_of"]) if "part_of" in body else home,
        is_simulated=is_invented,
    )


def _write_organ(alliance: Organisation, organ: Table, adopted: dict[str, str]) -> None:
    written = Organ.objects.create(
        key=organ["key"],
        owner=alliance,
        kind=OrganKind(organ["kind"].replace("-", "_")),
        names=content(organ["name"]),
        topic=content(organ["topic"]) if "topic" in organ else content(None),
        chair=Organisation.objects.get(key=organ["chair"]) if "chair" in organ else None,
    )
    for member in organ.get("member", ()):
        # Where two statements differ the seat follows the adopted one; both stand among the milestones.
        follows = adopted.get(member.get("difference", ""))
        is_told = not member.get("simulated", False)  # what no source tells is not shown as a member
        if is_told and (follows is None or follows in (organ["key"], member["organisation"])):
            written.members.add(Organisation.objects.get(key=member["organisation"]))
