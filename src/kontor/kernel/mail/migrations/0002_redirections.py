import django.db.models.deletion
import kontor.kernel.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_outbox'),
    ]

    operations = [
        migrations.CreateModel(
            name='Redirection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=kontor.kernel.clock.now)),
                ('from_name', models.CharField(blank=True, max_length=200)),
                ('from_address', models.EmailField(max_length=254)),
                ('to_name', models.CharField(blank=True, max_length=200)),
                ('to_address', models.EmailField(max_length=254)),
                ('language', models.CharField(max_length=10)),
                ('is_written_anew', models.BooleanField()),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redirections', to='mail.message')),
            ],
        ),
    ]
