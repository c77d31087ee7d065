"""What is frozen with a round, the grounds of a conversion, and the document behind each formal letter."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


#: One ground becomes a list of grounds; a duty goes with the ground of duties only.
GROUNDS = '''
    ALTER TABLE membership_conversion RENAME COLUMN ground TO grounds;
    ALTER TABLE membership_conversion ALTER COLUMN grounds TYPE varchar(10)[] USING ARRAY[grounds];
    UPDATE membership_conversion SET duty = '' WHERE NOT 'duties' = ANY (grounds);
'''


class Migration(migrations.Migration):

    dependencies = [
        ('cities', '0001_cities_and_sources'),
        ('files', '0001_files'),
        ('membership', '0001_membership'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormalLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.JSONField()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='round',
            name='text_is_frozen',
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(GROUNDS)],
            state_operations=[
                migrations.RemoveField(model_name='conversion', name='ground'),
                migrations.AddField(
                    model_name='conversion',
                    name='grounds',
                    field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('duties', 'Duties of a member are not fulfilled'), ('support', 'The work of the alliance and of the secretariat is not supported')], max_length=10), size=None, verbose_name='grounds'),
                    preserve_default=False,
                ),
            ],
        ),
        migrations.AlterField(
            model_name='conversion',
            name='duty',
            field=models.CharField(blank=True, max_length=60, verbose_name='duty'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='round',
            trigger=pgtrigger.compiler.Trigger(name='text_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_sha256" IS DISTINCT FROM (NEW."text_sha256") OR OLD."charter_version" IS DISTINCT FROM (NEW."charter_version") OR OLD."dispatched_at" IS DISTINCT FROM (NEW."dispatched_at") OR OLD."answer_due_at" IS DISTINCT FROM (NEW."answer_due_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='10f35f7b9f77f3b33f10c11ec28bd7697bc4fea9', operation='UPDATE', pgid='pgtrigger_text_is_frozen_1e92e', table='membership_round', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='voice',
            trigger=pgtrigger.compiler.Trigger(name='who_is_asked_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."round_id" IS DISTINCT FROM (NEW."round_id") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b318d1f212031b5f302e625ca44351bfb21cbe4c', operation='UPDATE', pgid='pgtrigger_who_is_asked_is_frozen_b38f3', table='membership_voice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='voice',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5fc06abe46269b7cb1af360fc0bdcbcb44ea4868', operation='DELETE', pgid='pgtrigger_never_deleted_05ff7', table='membership_voice', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='conversion',
            constraint=models.CheckConstraint(condition=models.Q(('grounds__len__gt', 0), ('grounds__contained_by', ['duties', 'support'])), name='conversion_has_a_known_ground'),
        ),
        migrations.AddConstraint(
            model_name='conversion',
            constraint=models.CheckConstraint(condition=models.Q(('grounds__contains', ['duties']), ('duty', ''), _connector='XOR'), name='conversion_duty_with_its_ground_only'),
        ),
        migrations.AddField(
            model_name='formalletter',
            name='file',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='formal_letter', to='files.file'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formalletter',
            trigger=pgtrigger.compiler.Trigger(name='never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='60fc8bf19ee8f981d7d7cd73869193b459889340', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changed_258c2', table='membership_formalletter', when='BEFORE')),
        ),
    ]
