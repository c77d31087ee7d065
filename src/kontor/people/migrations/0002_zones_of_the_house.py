"""Whose zone is not known lives by the house's, which the charter names; a default of the code, none of the database."""

import kontor.kernel.clock
import kontor.people.models.organisation
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_people_organisations_seats'),
    ]

    operations = [
        migrations.AlterField(
            model_name='organisation',
            name='zone',
            field=models.CharField(default=kontor.kernel.clock.zone_of_days, max_length=40, validators=[kontor.people.models.organisation.check_zone]),
        ),
        migrations.AlterField(
            model_name='person',
            name='zone',
            field=models.CharField(default=kontor.kernel.clock.zone_of_days, max_length=40, validators=[kontor.people.models.organisation.check_zone], verbose_name='time zone'),
        ),
        migrations.AlterField(
            model_name='organ',
            name='kind',
            field=models.CharField(choices=[('board', 'Board'), ('secretariat', 'Secretariat'), ('secretariat_office', 'Secretariat office'), ('advisory_board', 'Advisory board'), ('contact_points', 'Contact points'), ('committee', 'Committee')], max_length=20),
        ),
    ]
