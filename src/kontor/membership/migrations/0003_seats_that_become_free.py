"""Whom the alliance has told of a free seat; new ways of an application: again an observer, ended with a withdrawal."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0002_frozen_rounds_grounds_and_letters'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='application',
            name='application_moves',
        ),
        migrations.AddField(
            model_name='alliance',
            name='told_of_seat',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='application_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{circulating:draft,circulating:no_seat,circulating:not_admitted,circulating:seat_reserved,circulating:taken_back,draft:submitted,draft:taken_back,no_seat:observing,no_seat:seat_reserved,no_seat:taken_back,observing:seat_reserved,observing:taken_back,seat_reserved:no_seat,seat_reserved:observing,seat_reserved:signed,seat_reserved:taken_back,signed:admitted,signed:taken_back,submitted:circulating,submitted:draft,submitted:taken_back}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='d31bd6deba441e4614ff16486ed2bd67c4d41334', operation='UPDATE', pgid='pgtrigger_application_moves_b3e8a', table='membership_application', when='BEFORE')),
        ),
    ]
