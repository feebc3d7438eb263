"""Dues of a year: asked once, at the rate of that year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import outbox
from accounts.models import OutboxMail
from demo.life import money
from membership import dues, registering
from membership.models import Due, DueRate
from payments import purposes, reminding
from payments.models import Bill, Receipt, Reminder
from tests.support.membership import links_in, mails, make_member, resign

pytestmark = pytest.mark.django_db

NEXT = timezone.localdate().year + 1
DAYS_30 = timedelta(days=30)
NEW_YEAR = datetime(NEXT, 1, 2, 9, tzinfo=UTC)


def test_the_first_rates_are_twenty_and_a_hundred_euros():
    assert DueRate.objects.of_year(2026) == {"voting": 2000, "supporting": 10000}
    assert DueRate.objects.of_year(2020) == {}


def test_e1_the_yearly_run_asks_each_member_once():
    members = [make_member(), make_member(kind="supporting")]

    assert dues.raise_dues(NEXT, at=NEW_YEAR) == 2
    assert dues.raise_dues(NEXT, at=NEW_YEAR) == 0

    raised = Due.objects.filter(year=NEXT)
    assert {due.member: due.amount_cents for due in raised} == {
        members[0]: 2000,
        members[1]: 10000,
    }
    assert Bill.objects.count() == 4
    assert len(mails("due-")) == 2
    first = raised.get(member=members[0])
    [mail] = OutboxMail.objects.filter(key=f"due-{first.pk}")
    assert f"/lasku/{first.bill.token}/" in links_in(mail)


def test_e1_a_new_price_leaves_the_dues_that_were_asked():
    member = make_member()
    DueRate.objects.create(kind="voting", from_year=NEXT, amount_cents=2500)
    dues.raise_dues(NEXT, at=NEW_YEAR)

    assert list(member.dues.order_by("year").values_list("amount_cents")) == [
        (2000,),
        (2500,),
    ]


def test_who_has_resigned_is_not_asked_and_who_has_no_address_gets_no_mail():
    resigned, silent = make_member(), make_member()
    resign(resigned, on=timezone.localdate(), at=timezone.now())
    registering.change_details(
        silent, first_names="Satu", last_name="Harju", email="", language="fi",
        municipality=silent.municipality, on=timezone.localdate(),
    )  # fmt: skip

    dues.raise_dues(NEXT, at=NEW_YEAR)

    assert Due.objects.get(year=NEXT).member == silent
    assert Due.objects.get(year=NEXT).bill.payer_email == ""
    assert not mails("due-")


def test_the_command_tells_first_and_asks_then(capsys):
    make_member()
    make_member(kind="supporting")

    call_command("raise_dues", str(NEXT), look=True)
    assert not Due.objects.filter(year=NEXT).exists()
    call_command("raise_dues", str(NEXT))

    told = capsys.readouterr().out.splitlines()
    assert told == [
        f"Would ask 2 member(s) for {NEXT}, 120,00\xa0€ in all.",
        f"Asked 2 member(s) for {NEXT}.",
    ]


def test_nobody_is_asked_when_no_meeting_has_decided_the_sum():
    make_member()
    DueRate.objects.filter(kind="voting").delete()

    with pytest.raises(CommandError, match=str(NEXT)):
        call_command("raise_dues", str(NEXT))

    assert not Due.objects.filter(year=NEXT).exists()


def test_a_bill_is_named_by_its_year_in_the_readers_language():
    bill = make_member(language="sv").dues.get().bill

    assert bill.title == f"Jäsenmaksu {bill.facts['year']}"
    assert "Äänioikeutettu jäsen, jäsennumero 1" in bill.note
    assert ("due", "Jäsenmaksu") in purposes.names()


def test_dues_are_found_by_whether_their_bills_are_paid():
    due = make_member().dues.get()

    assert list(Due.objects.unpaid()) == [due]
    assert list(Due.objects.paid()) == []
    assert list(Due.objects.overdue(date(2999, 1, 1))) == [due]

    assert dues.bills_of([due]) == {due.pk: due.bill}


def test_who_has_no_address_gets_a_receipt_without_a_mail():
    member = make_member()
    registering.change_details(
        member, first_names="Satu", last_name="Harju", email="", language="fi",
        municipality=member.municipality, on=timezone.localdate(),
    )  # fmt: skip

    money.pay(member.dues.get().bill, at=timezone.now())

    assert Receipt.objects.get().bill.is_covered
    assert not mails("receipt-")


def test_e2_who_has_given_notice_is_not_reminded_of_what_is_open():
    staying, leaving = make_member(), make_member()
    now = timezone.now()
    resign(leaving, on=timezone.localdate() + DAYS_30, at=now)

    reminding.remind_all(now + DAYS_30)

    assert Reminder.objects.get().bill == staying.dues.get().bill
    assert leaving.dues.get().bill.open_cents == 2000


def test_e2_who_resigns_while_the_reminder_waits_does_not_get_it(mailoutbox):
    member = make_member()
    then = timezone.now() + DAYS_30
    reminding.remind_all(then)
    resign(member, on=timezone.localdate(), at=timezone.now())

    outbox.send_due(then)

    assert not [mail for mail in mailoutbox if mail.subject.startswith("Muistutus")]
