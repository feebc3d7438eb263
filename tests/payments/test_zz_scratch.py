from datetime import timedelta
from types import SimpleNamespace
import pytest
from django.utils import timezone, translation
from association.models import AssociationSettings
from demo.life.money import pay, pay_again
from payments.billing import Payer, withdraw_bill
from payments.models import Allocation, Payment, Receipt
from tests.support.payments import make_bill
from tests.support.papers import *

def test_all(client, db, stand_in):
    us = AssociationSettings.current()
    us.name = "Vanhempaintoiminnan mentorit ry"
    us.iban, us.bic = "FI3715903000000776", "NDEAFIHH"
    us.contact_email = "mentorit@esimerkki.example"
    us.save()
    now = timezone.now()
    bills = {"open": make_bill("1"), "long": make_bill("ää "*200, payer=Payer("Maximiliana-Wilhelmiina "*8, "a@b.example"), due_on=now.date()-timedelta(days=3)),
      "word": make_bill("x"*600, payer=Payer("y"*200, "a@b.example"))}
    for n in ("partly", "paid", "over", "withdrawn"): bills[n]=make_bill(n)
    p=Payment.objects.create(provider="bank",provider_id="x",amount_cents=500,currency="eur",paid_at=now,recorded_at=now,livemode=False,method="bank")
    Allocation.objects.create(payment=p,bill=bills["partly"],amount_cents=500,created_at=now)
    pay(bills["paid"],at=now); pay(bills["over"],at=now); pay_again(bills["over"],at=now)
    withdraw_bill(bills["withdrawn"],at=now)
    for name, bill in bills.items():
      for lang in ("fi","sv","en"):
        with translation.override(lang): url=bill.get_absolute_url()
        path={"fi":"lasku.pdf","sv":"faktura.pdf","en":"bill.pdf"}[lang]
        r=client.get(url+path)
        if r.status_code!=200: r=client.get(url+"bill.pdf")
        print(name, lang, r.status_code, len(r.content), len(pages_of(r.content)), [c[:20] for c in codes_on(r.content)])
        pages_of(r.content)[0].resize((827,1169)).save(f"/tmp/shot-{name}-{lang}.png")
    r=client.get(Receipt.objects.first().get_absolute_url()+"receipt.pdf")
    pages_of(r.content)[0].resize((827,1169)).save(f"/tmp/shot-receipt.png")
    print(words_of(client.get(bills["open"].get_absolute_url()+"bill.pdf").content))
