"""The association's account: last month's statement, most of it explained.

The rent has its voucher and a rule for the next time, the grant its account, half of a
due came by bank transfer, and three lines still wait for the treasurer.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from accounts.models import User
from association.models import AssociationSettings
from demo.bank_files import Detail, Entry, camt053
from demo.life import people
from demo.life.days import moment
from demo.life.post import sent_then
from demo.life.sign_ins import user_of
from membership.models import Due
from payments.bank.accounting import add_voucher, book, make_rule
from payments.bank.importing import take_in
from payments.bank.reading import choose
from payments.books import FinancialYear
from payments.closing import close_year
from payments.models import Account, BankFile, BankLine, Bookkeeping

OPENING_CENTS = 184_250
HALF = "Louhisalmi"  # pays a part of the due, by bank transfer
NO_REFERENCE = "Tuomikangas"  # pays without the reference
RENT, GRANT, FEES = 4200, 3200, 4710


def build(today: date) -> None:
    if BankFile.objects.exists():
        return
    last = today.replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    Bookkeeping.objects.update_or_create(
        pk=1,
        defaults={
            "opening_on": date(today.year - 2, 1, 1),
            "opening_bank_cents": OPENING_CENTS,
            "mode": "cash",
            "shown_to_members": True,
        },
    )
    treasurer = user_of(people.TREASURER)
    close_years(today, by=treasurer)
    at = moment(min(last + timedelta(days=2), today), 0)
    with sent_then(at, now=moment(today, 0)):
        bring_in(first, last, by=treasurer, at=at)
        explain(by=treasurer, at=at)


def close_years(today: date, *, by: User) -> None:
    """Each February the books of the year before."""
    for year in range(today.year - 2, today.year):
        closed_on = date(year + 1, 2, 20)
        if closed_on < today:
            whole = FinancialYear(date(year, 1, 1), date(year, 12, 31))
            close_year(whole, by=by, at=moment(closed_on, 19))


def bring_in(first: date, last: date, *, by: User, at: datetime) -> None:
    content = camt053(
        entries(first, last),
        opening=OPENING_CENTS,
        number=f"{last.month}/{last.year}",
        starts=first,
        ends=last,
        iban=AssociationSettings.current().iban,
    )
    name = f"tiliote-{last:%Y-%m}.xml"
    take_in(choose(BytesIO(content), name), by=by, at=at)


def entries(first: date, last: date) -> list[Entry]:
    def on(day: int) -> date:
        return first.replace(day=min(day, monthrange(first.year, first.month)[1]))

    def due_of(last_name: str) -> Due:
        return Due.objects.unpaid().filter(member__last_name=last_name).latest("year")

    def entry(day: int, cents: int, what: str, **detail: Any) -> Entry:
        key = f"{first:%y%m}{day:02}2588OKOY{abs(cents):06}"
        return Entry(cents, key, [Detail(**detail)], day=on(day), words=what)

    return [
        entry(2, -12_000, "TILISIIRTO", name="Kotikulman kansalaistalo ry",
              message=f"Kokoustila {first.month}/{first.year}"),
        entry(4, 150_000, "TILISIIRTO", name="Esimerkkikunnan kulttuurisäätiö",
              message="Avustus vertaismentorointiin"),
        entry(9, 1_000, "VIITESIIRTO", name=f"Päivi {HALF}",
              reference=due_of(HALF).bill.reference),
        entry(16, 2_000, "TILISIIRTO", name=f"Elina {NO_REFERENCE}",
              message="Jäsenmaksu"),
        entry(18, -3_890, "KORTTIOSTO", name="Kulman kahvila",
              message="Verkostoillan kahvit"),
        entry(23, 2_500, "TILISIIRTO", name="Ritva Esimerkki", message="Kiitos!"),
        entry(28, -420, "PALVELUMAKSU"),
    ]  # fmt: skip


def explain(*, by: User, at: datetime) -> None:
    """What the treasurer has seen to by then."""
    put_on(RENT, -12_000, "Kokoustila", by=by, at=at, again=True)
    rent = BankLine.objects.get(amount_cents=-12_000)
    add_voucher(rent, invoice(rent), by=by, at=at)
    put_on(GRANT, 150_000, "Avustus vertaismentorointiin", by=by, at=at)
    put_on(FEES, -420, "Tilin kuukausimaksu", by=by, at=at, again=True)


def put_on(
    number: int, cents: int, note: str, *, by: User, at: datetime, again: bool = False
) -> None:
    line = BankLine.objects.get(amount_cents=cents)
    account = Account.objects.get(number=number)
    book(line, account, by=by, at=at, note=note)
    if again:
        make_rule(line, account, note, by=by)


def invoice(line: BankLine) -> SimpleUploadedFile:
    """The landlord's invoice: one page, as a scanner would make it."""
    page = Image.new("L", (620, 877), 255)
    words = f"LASKU\n\n{line.counterparty}\n{line.message}\n\nYhteensä 120,00 €"
    ImageDraw.Draw(page).multiline_text((60, 60), words, fill=0, font_size=22)
    written = BytesIO()
    page.save(written, "PDF")
    return SimpleUploadedFile("lasku-kokoustila.pdf", written.getvalue())
