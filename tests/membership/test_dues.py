"""Dues of a year: asked once, at the rate of that year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts import outbox
from demo.life import money
from membership import dues
from membership.changing_details import change_details
from membership.models import Due, DueRate
from payments import purposes, reminding
from payments.models import Receipt, Reminder
from tests.support.membership import mails, make_member, resign

pytestmark = pytest.mark.django_db

NEXT = timezone.localdate().year + 1
DAYS_30 = timedelta(days=30)
NEW_YEAR = datetime(NEXT, 1, 2, 9, tzinfo=UTC)


def test_the_first_rates_are_twenty_and_a_hundred_euros():
    assert DueRate.objects.of_year(2026) == {"voting": 2000, "supporting": 10000}
    assert DueRate.objects.of_year(2020) == {}


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
    change_details(member, {"email": ""}, by=None, at=timezone.now())

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
