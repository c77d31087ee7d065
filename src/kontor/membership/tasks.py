"""What the clock does for the alliance: reminders, lapsing reservations, the witnesses' mail (MEM-4, ORG-8)."""

from django.db import transaction
from procrastinate.contrib.django import app

from kontor.kernel.audit import chain
from kontor.membership import falling_due, letters, queries
from kontor.membership.models import Standing


@app.periodic(cron="15 5 * * *")
@app.task(queueing_lock="membership.every_day", pass_context=False)
def every_day(timestamp: int) -> None:
    """Do what falls due by the charter's days. Done twice, it does nothing more."""
    falling_due.lapse_reservations()
    falling_due.remind_where_due()
    falling_due.let_withdrawals_take_effect()


@app.periodic(cron="30 5 * * 1")
@app.task(queueing_lock="membership.every_week", pass_context=False)
def every_week(timestamp: int) -> None:
    """Give the journal's head to every member city: the members are its witnesses."""
    with transaction.atomic():
        given = chain.give_to_witnesses()
        if given is None:
            return
        for standing in Standing.objects.current().members().select_related("city__organisation").order_by("id"):
            letters.witness(str(given), standing.city)


@app.periodic(cron="45 5 1 * *")
@app.task(queueing_lock="membership.every_month", pass_context=False)
def every_month(timestamp: int) -> None:
    """Remind members that have not named office, responsible person and contact person (ORG-8)."""
    members = Standing.objects.current().members().select_related("city__organisation").order_by("id")
    cities = [standing.city for standing in members]
    named = queries.completeness(cities)
    for city in cities:
        if not named[city.pk].is_complete:
            letters.incomplete_contacts(city)
