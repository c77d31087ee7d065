"""What the city's page shows of its membership: one file for each part, each fills slots of that page."""

from kontor.membership.panels import deeds, people, record, standing

__all__ = ["deeds", "people", "record", "standing"]
