"""A city is a prospect once; an application keeps what its city was before it joined as a waiting observer."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0005_hearings_that_stay'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='standing_before',
            field=models.CharField(blank=True, max_length=20, default=''),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='prospect',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['recommended', 'in_talks', 'guest', 'ready'])), fields=('city',), name='prospect_one_pursued_per_city'),
        ),
    ]
