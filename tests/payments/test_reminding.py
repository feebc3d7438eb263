"""Reminders: at their days, once, and only of what is open when they are sent."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from accounts import outbox
from accounts.models import OutboxMail
from payments import billing, purposes, reminding
from payments.models import Reminder, Step
from payments.purposes import Purpose
from tests.support.mail_server import MailServer, use
from tests.support.payments import WORKSHOP, make_bill, pay_by_bank
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

MORNING = datetime(2027, 1, 4, 7, tzinfo=UTC)
DUE = date(2027, 2, 3)  # thirty days later
DAY = timedelta(days=1)
STEPS = [-14, 0, 14, 30]


@pytest.fixture(autouse=True)
def reminded_workshop():
    title = {"fi": "Työpaja", "sv": "Verkstad"}
    purposes.register(
        Purpose(key=WORKSHOP, title=lambda bill: title[bill.language], is_reminded=True)
    )


@pytest.fixture
def bill(clock):
    return make_bill(due_on=DUE, at=MORNING)


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def live(clock, days, *, first=0):
    """The worker's job and the outbox, twice a day from that day on; answers on which
    days mails went, counted from the due date."""
    went = []
    for half in range(2 * first, 2 * days):
        at = MORNING + half * DAY / 2
        clock.move_to(at)
        reminding.remind_all(at)
        went += [(at.date() - DUE).days] * outbox.send_due(at)
    return went


def mail_of(step):
    return OutboxMail.objects.get(key__endswith=f"-{step}", key__startswith="bill-")


def test_e2_sixty_days_twice_a_day_are_exactly_the_four_planned_mails(bill, clock):
    assert live(clock, 61) == STEPS

    assert list(bill.reminders.values_list("step", flat=True)) == STEPS
    assert OutboxMail.objects.count() == 4


def test_e2_who_has_paid_is_reminded_of_nothing_after(bill, clock):
    before = live(clock, 15)
    pay_by_bank(bill, 2000, at=MORNING + 15 * DAY)

    assert (before, live(clock, 61, first=15)) == ([], [])


def test_e2_who_pays_between_two_reminders_gets_no_second(bill, clock):
    before = live(clock, 20)
    pay_by_bank(bill, 2000, at=MORNING + 20 * DAY)

    assert (before, live(clock, 61, first=20)) == ([-14], [])


def test_e2_a_withdrawn_bill_is_not_reminded_of(bill, clock):
    billing.withdraw_bill(bill, at=MORNING)

    assert live(clock, 61) == []


def test_e2_a_payment_after_the_reminder_was_planned_stops_it(bill, clock, mailoutbox):
    at = MORNING + 16 * DAY
    clock.move_to(at)
    assert reminding.remind_all(at) == "Added 1 reminder(s)."
    pay_by_bank(bill, 2000, at=at)

    assert outbox.send_due(at) == 0
    assert not mailoutbox
    assert not OutboxMail.objects.filter(key__startswith="bill-reminder").exists()
    assert bill.reminders.get().step == Step.BEFORE  # and it is not planned anew
    assert reminding.remind_all(at) == "Added 0 reminder(s)."


def test_e2_a_mail_server_that_is_down_gets_each_mail_later_and_once(
    bill, clock, settings
):
    with MailServer() as server:
        use(settings, server)
        server.stop()
        assert live(clock, 18) == []
        server.start()
        assert live(clock, 61, first=18) == [-12, 0, 14, 30]

    assert len(server.taken) == len(set(server.ids)) == 4


def test_of_two_reminders_that_waited_for_the_server_only_the_newer_is_sent(
    bill, clock, mailoutbox
):
    for day in (16, 30):
        assert reminding.remind_all(MORNING + day * DAY) == "Added 1 reminder(s)."
    clock.move_to(MORNING + 31 * DAY)

    assert outbox.send_due(MORNING + 31 * DAY) == 1
    assert OutboxMail.objects.get() == mail_of(0)


def test_after_a_pause_only_the_newest_step_is_made_up_for(bill, clock):
    at = MORNING + 50 * DAY  # twenty days after the due date
    clock.move_to(at)

    assert reminding.remind_all(at) == "Added 1 reminder(s)."
    assert bill.reminders.get().step == Step.AFTER
    assert reminding.remind_all(at + 10 * DAY) == "Added 1 reminder(s)."
    assert reminding.remind_all(at + 400 * DAY) == "Added 0 reminder(s)."


def test_who_got_the_bill_after_a_step_is_not_reminded_of_it(clock):
    make_bill(due_on=MORNING.date() + 10 * DAY, at=MORNING)

    assert reminding.remind_all(MORNING + DAY) == "Added 0 reminder(s)."
    assert reminding.remind_all(MORNING + 10 * DAY) == "Added 1 reminder(s)."


def test_d4_the_reminder_of_a_bill_paid_in_part_tells_what_is_open(
    bill, clock, mailoutbox
):
    at = MORNING + 16 * DAY
    clock.move_to(at)
    reminding.remind_all(at)
    pay_by_bank(bill, 1900, at=at)  # after it was planned, before it is sent
    outbox.send_due(at)

    [mail] = mailoutbox
    text = mail.message().get_body(("plain",)).get_content()
    assert " 1,00 €" in mail.subject
    assert "19,00\xa0€" in text
    assert "Avoinna on vielä 1,00\xa0€" in text
    assert mail_of(-14).subject == mail.subject


def test_a_reminder_is_in_the_payers_language(clock, mailoutbox):
    payer = billing.Payer("Nea Strand", "nea@esimerkki.example", "sv")
    make_bill(payer=payer, due_on=DUE, at=MORNING)
    at = MORNING + 30 * DAY
    clock.move_to(at)
    reminding.remind_all(at)
    outbox.send_due(at)

    [mail] = mailoutbox
    assert mail.subject.startswith("Påminnelse: Verkstad")


def test_who_has_no_address_gets_no_reminder(clock):
    make_bill(payer=billing.Payer("Satu Harju", ""), due_on=DUE, at=MORNING)

    assert reminding.remind_all(MORNING + 16 * DAY) == "Added 0 reminder(s)."


def test_a_purpose_that_is_not_reminded_is_left_alone(bill, clock):
    purposes.register(Purpose(key=WORKSHOP, title=lambda _bill: "Työpaja"))

    assert reminding.remind_all(MORNING + 16 * DAY) == "Added 0 reminder(s)."


def test_the_job_asks_as_much_of_one_bill_as_of_many(clock):
    at = MORNING + 16 * DAY
    make_bill(due_on=DUE, at=MORNING)
    of_one = queries_of(lambda: reminding.remind_all(at))
    for number in range(2, 30):
        make_bill(str(number), due_on=DUE, at=MORNING)
    of_many = queries_of(lambda: reminding.remind_all(at))

    assert of_one == of_many
    assert Reminder.objects.count() == 29
