"""The chart of accounts to begin with: small, for an association without employees or
business. More income and expenses are added in the admin."""

from django.db import migrations

# number, kind, role, Finnish, Swedish, English
ACCOUNTS = [
    (1700, "asset", "receivable", "Laskusaamiset", "Fordringar på fakturor",
     "Bills not paid yet"),
    (1800, "asset", "transit", "Rahaa matkalla Stripestä pankkiin",
     "Pengar på väg från Stripe till banken", "On its way from Stripe to the bank"),
    (1900, "asset", "stripe", "Stripe", "Stripe", "Stripe"),
    (1910, "asset", "bank", "Pankkitili", "Bankkonto", "Bank account"),
    (2000, "equity", "equity", "Edellisten tilikausien ylijäämä",
     "Tidigare räkenskapsperioders överskott", "Surplus of earlier years"),
    (2900, "liability", "member_credit", "Liikaa maksettua, odottaa",
     "För mycket betalt, väntar", "Paid too much, waits"),
    (2910, "liability", "unidentified", "Selvitettävää rahaa", "Pengar att utreda",
     "Money to look into"),
    (3000, "income", "dues_income", "Jäsenmaksut", "Medlemsavgifter",
     "Membership dues"),
    (3100, "income", "event_income", "Tapahtumien osallistumismaksut",
     "Deltagaravgifter för evenemang", "Fees of events"),
    (3200, "income", None, "Avustukset", "Bidrag", "Grants"),
    (3300, "income", None, "Lahjoitukset", "Donationer", "Donations"),
    (3400, "income", None, "Korkotuotot", "Ränteintäkter", "Interest"),
    (3900, "income", "other_income", "Muut tuotot", "Övriga intäkter",
     "Other income"),
    (4000, "expense", None, "Tapahtumien kulut", "Kostnader för evenemang",
     "Costs of events"),
    (4100, "expense", None, "Kokoukset ja matkat", "Möten och resor",
     "Meetings and travel"),
    (4200, "expense", None, "Tilat", "Lokaler", "Rooms"),
    (4300, "expense", None, "Viestintä ja verkkopalvelut",
     "Kommunikation och webbtjänster", "Communication and web services"),
    (4400, "expense", None, "Vakuutukset ja jäsenmaksut muille",
     "Försäkringar och medlemsavgifter till andra", "Insurance and memberships"),
    (4700, "expense", "fees", "Stripen palvelumaksut", "Avgifter till Stripe",
     "Fees of Stripe"),
    (4710, "expense", None, "Pankin palvelumaksut", "Bankavgifter", "Bank fees"),
    (4800, "expense", "lost_dues", "Maksamatta jääneet laskut",
     "Fakturor som förblev obetalda", "Bills that will not be paid"),
    (4900, "expense", None, "Muut kulut", "Övriga kostnader", "Other expenses"),
]  # fmt: skip


def add_accounts(apps, schema_editor):
    accounts = apps.get_model("payments", "Account").objects
    for number, kind, role, fi, sv, en in ACCOUNTS:
        accounts.get_or_create(
            number=number,
            defaults={
                "kind": kind, "role": role, "name_fi": fi, "name_sv": sv, "name_en": en,
            },
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunPython(add_accounts, migrations.RunPython.noop)]
