"""What a city says to a motion about its seat is a row that never changes; one text per motion could be overwritten."""

import django.db.models.deletion
import kontor.kernel.clock
import kontor.kernel.public_ids
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def keep_what_was_said(apps, schema_editor):
    """Each motion's text becomes its hearing; the journal knows who gave it."""
    conversions = apps.get_model("membership", "Conversion").objects.exclude(hearing="")
    entries = apps.get_model("audit", "Entry").objects.filter(verb="conversion.hear")
    accounts, seats = apps.get_model("people", "Account").objects, apps.get_model("people", "Seat").objects
    for motion in conversions.select_related("city").order_by("pk"):
        last = entries.filter(subject_id=motion.pk).latest("id")
        person = accounts.get(pk=last.actor).person_id
        apps.get_model("membership", "Hearing").objects.create(
            conversion=motion, text=motion.hearing, person_id=person, given_at=motion.heard_at,
            from_city=seats.filter(person=person, organisation=motion.city.organisation_id).exists(),
        )
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the table cannot get its trigger


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_journal'),
        ('membership', '0004_answers_and_marks_of_simulation'),
        ('people', '0001_people_organisations_seats'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', kontor.kernel.public_ids.PublicIdField(default=kontor.kernel.public_ids.new_public_id, editable=False, max_length=16, unique=True)),
                ('text', models.TextField()),
                ('from_city', models.BooleanField()),
                ('given_at', models.DateTimeField(default=kontor.kernel.clock.now)),
                ('conversion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='membership.conversion')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='hearing_says_something')],
            },
        ),
        migrations.RunPython(keep_what_was_said, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='conversion',
            name='hearing',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25c5977f037b8d883598a2bb0a94f51251265a90', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_ec20c', table='membership_hearing', when='BEFORE')),
        ),
    ]
