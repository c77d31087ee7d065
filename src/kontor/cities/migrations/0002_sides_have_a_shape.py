"""Which sides and code systems there are, the charter says; the database holds the shape of a side (CHR-1)."""

from django.db import migrations, models

OF_THE_OTHER_SIDE = """
UPDATE cities_keyfigure SET indicator = 'partner_companies' FROM cities_city
WHERE cities_city.id = city_id AND (indicator, side) IN (('chinese_companies', 'DE'), ('german_companies', 'CN'))
"""
OF_ITS_OWN_SIDE = """
UPDATE cities_keyfigure SET indicator = 'companies' WHERE indicator IN ('chinese_companies', 'german_companies')
"""
BACK = """
UPDATE cities_keyfigure SET indicator = CASE side WHEN 'DE' THEN 'chinese_companies' ELSE 'german_companies' END
FROM cities_city WHERE cities_city.id = city_id AND indicator = 'partner_companies'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cities', '0001_cities_and_sources'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='city',
            name='city_side_is_known',
        ),
        migrations.AddConstraint(
            model_name='city',
            constraint=models.CheckConstraint(condition=models.Q(('side__regex', '^[A-Z]{2}$')), name='city_side_has_its_shape'),
        ),
        migrations.AlterField(
            model_name='city',
            name='code_system',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AlterField(
            model_name='keyfigure',
            name='indicator',
            field=models.CharField(choices=[('population', 'Population'), ('registered_inhabitants', 'Registered inhabitants'), ('gdp', 'Gross domestic product'), ('employees', 'Employees'), ('industry_employees', 'Employees in the core industries'), ('companies', 'Companies'), ('partner_companies', 'Companies from the partner country'), ('municipalities', 'Municipalities'), ('area', 'Area')], max_length=30),
        ),
        migrations.RunSQL(OF_THE_OTHER_SIDE, BACK),
        migrations.RunSQL(OF_ITS_OWN_SIDE, migrations.RunSQL.noop),
    ]
