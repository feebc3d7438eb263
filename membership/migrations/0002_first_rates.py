"""The yearly dues to begin with; later ones are decided by meetings and added in the
admin."""

from django.db import migrations

RATES = [("voting", 2000), ("supporting", 10000)]
FROM_YEAR = 2021


def add_rates(apps, schema_editor):
    rates = apps.get_model("membership", "DueRate").objects
    for kind, cents in RATES:
        rates.get_or_create(
            kind=kind, from_year=FROM_YEAR, defaults={"amount_cents": cents}
        )


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_initial")]
    operations = [migrations.RunPython(add_rates, migrations.RunPython.noop)]
