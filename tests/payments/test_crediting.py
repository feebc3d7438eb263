"""What was paid too much: seen by the payer, used or sent back by the treasurer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.history import entries_about
from accounts.models import OutboxMail
from demo.life.money import pay, pay_again
from payments.billing import Payer, withdraw_bill
from payments.checkout import start_checkout
from payments.crediting import CreditError, credits_of, others_open, use_credit
from payments.models import Allocation, Bill, Payment, TakenBack
from tests.support.accounts import make_user
from tests.support.payments import TOLD, make_bill

NOW = timezone.now()


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def treasurer(db):
    return make_user("raha@esimerkki.example", "treasurer")


@pytest.fixture
def overpaid(bill):
    """A bill of 20 € that was paid twice."""
    pay(bill, at=bill.created_at + timedelta(minutes=1))
    pay_again(bill, at=bill.created_at + timedelta(hours=1))
    return bill


@pytest.fixture
def credit(overpaid):
    return credits_of(overpaid).get()


def test_what_was_paid_twice_is_a_credit_of_its_bill(overpaid):
    [payment] = credits_of(overpaid)

    assert payment.rest_cents == 2000


def test_money_put_on_a_bill_by_hand_is_a_credit_of_that_bill(bill):
    payment = Payment.objects.create(
        provider="bank", provider_id="archive-1", amount_cents=2500, currency="eur",
        paid_at=NOW, recorded_at=NOW, livemode=False, method="bank",
    )  # fmt: skip
    Allocation.objects.create(
        payment=payment, bill=bill, amount_cents=2000, created_at=NOW
    )

    assert [row.rest_cents for row in credits_of(bill)] == [500]


def test_a_credit_pays_another_bill_of_the_same_payer(credit, treasurer):
    other = make_bill("2", amount_cents=1500)

    assert use_credit(credit, other, by=treasurer, at=NOW) == 1500

    assert Bill.objects.get(pk=other.pk).is_covered
    assert Payment.objects.get(pk=credit.pk).rest_cents == 500
    assert ("covered", "2") in TOLD


def test_it_is_written_down_who_used_a_credit_and_the_payer_is_told(credit, treasurer):
    other = make_bill("2", amount_cents=1500)

    use_credit(credit, other, by=treasurer, at=NOW)

    [entry] = entries_about(other)
    assert (entry.verb, entry.by) == ("payment.credit_used", treasurer)
    assert entry.facts == {"payment": credit.provider_id, "cents": 1500}
    mail = OutboxMail.objects.get(key__startswith=f"credit-{credit.pk}-on-{other.pk}")
    assert mail.to == other.payer_email


def test_a_credit_is_used_once(credit, treasurer):
    other = make_bill("2")
    use_credit(credit, other, by=treasurer, at=NOW)

    with pytest.raises(CreditError):
        use_credit(credit, other, by=treasurer, at=NOW)

    assert Bill.objects.get(pk=other.pk).paid_cents == 2000


def test_a_part_of_a_bill_may_be_paid_by_a_credit(credit, treasurer):
    other = make_bill("2", amount_cents=3000)

    use_credit(credit, other, by=treasurer, at=NOW)

    assert Bill.objects.get(pk=other.pk).open_cents == 1000


def test_nobodys_bill_is_paid_by_anothers_credit(credit, treasurer):
    other = make_bill("2", payer=Payer("Muu Maksaja", "muu@esimerkki.example"))

    with pytest.raises(CreditError):
        use_credit(credit, other, by=treasurer, at=NOW)

    assert Bill.objects.get(pk=other.pk).paid_cents == 0


def test_a_withdrawn_or_paid_bill_takes_no_credit(credit, treasurer):
    withdrawn, paid = make_bill("2"), make_bill("3")
    withdraw_bill(withdrawn, at=NOW)
    pay(paid, at=NOW)

    for other in (withdrawn, paid):
        with pytest.raises(CreditError):
            use_credit(credit, other, by=treasurer, at=NOW)


def test_who_has_no_address_is_one_payer_by_name(db):
    first = make_bill("1", payer=Payer("Eino Ilman", ""))
    second = make_bill("2", payer=Payer("Eino Ilman", ""))
    make_bill("3", payer=Payer("Toinen Ilman", ""))

    assert list(others_open(first)) == [second]


@pytest.fixture
def office(client, treasurer):
    client.force_login(treasurer)
    return client


def test_the_treasurer_uses_a_credit_by_one_press(office, credit):
    other = make_bill("2")
    path = reverse("payments_credit:use", args=[credit.pk, other.pk])
    page = office.get(reverse("payments_bills:inspect", args=[other.pk]))
    assert path in page.content.decode()

    office.post(path)

    assert Bill.objects.get(pk=other.pk).is_covered


def test_a_payment_that_stripe_holds_is_sent_back_by_one_press(client, site, stand_in):
    bill = make_bill()
    start_checkout(bill, language="fi", at=timezone.now())
    withdraw_bill(bill, at=timezone.now())
    stand_in.pay(bill.attempts.first().session_id)
    assert stand_in.wait_for_webhooks(10)
    payment = Payment.objects.get()
    assert payment.rest_cents == 2000
    client.force_login(make_user("raha@esimerkki.example", "treasurer"))
    path = reverse("payments_credit:send_back", args=[payment.pk])

    for _twice in range(2):
        client.post(path)

    assert [row.amount_cents for row in TakenBack.objects.all()] == [2000]
    assert Payment.objects.get(pk=payment.pk).rest_cents == 0


def test_the_bills_page_tells_what_has_happened_in_order(office, overpaid):
    page = office.get(reverse("payments_bills:inspect", args=[overpaid.pk]))

    words = [each.words for each in page.context["story"]]
    assert words[:2] == ["Lasku tehtiin", "Maksaminen aloitettiin"]
    assert words.count("Raha tuli") == words.count("Kuitti") == 2
    assert [each.at for each in page.context["story"]] == sorted(
        each.at for each in page.context["story"]
    )


@pytest.mark.parametrize("role", ["board", "editor"])
def test_nobody_but_the_treasurer_moves_a_credit(client, credit, role):
    client.force_login(make_user("muu@esimerkki.example", role))
    other = make_bill("2")

    client.post(reverse("payments_credit:use", args=[credit.pk, other.pk]))

    assert not Bill.objects.get(pk=other.pk).is_covered
