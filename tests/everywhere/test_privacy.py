"""F1–F3: one's own copy, erasure and the retention job, over every app."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.utils import timezone

from accounts import (
    data_subjects,
    erasing,
    erasure_file,
    own_copy,
    personal_data,
    retention,
)
from accounts.models import ErasureRequest, OutboxMail, User
from accounts.own_rows import rows_of
from membership import leaving
from membership.models import Member
from membership.models.membership import NoticeWay
from membership.notices import Notice
from payments.models import Allocation, Bill, Payment, Receipt
from tests.support.membership import make_member
from tests.support.personal_rows import MAKERS, NOT_IN_A_COPY, Life, pay
from tests.support.registries import put_back

pytestmark = pytest.mark.django_db

SATU = ("satu@esimerkki.example", "Satu Maaria", "Harjula")
PEKKA = ("pekka@esimerkki.example", "Pekka Olavi", "Virtasaari")


@pytest.fixture(autouse=True)
def erasures(settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    return settings.ERASURES_FILE


@pytest.fixture
def satu() -> Life:
    return Life(*SATU).make()


@pytest.fixture
def pekka() -> Life:
    return Life(*PEKKA).make()


def whose(life: Life):
    [found] = data_subjects.subjects_of(life.email, life.user)
    return found


def copy_of(life: Life) -> dict:
    return json.loads(json.dumps(own_copy.as_json(whose(life), at=timezone.now())))


def held(life: Life) -> dict[str, list]:
    """Labels and rows of what the registry finds of a person."""
    found = {}
    for one in personal_data.declarations():
        if rows := list(rows_of(one, whose(life))):
            found[one.label] = rows
    return found


def everything() -> dict[str, list]:
    """Each row of each declared model, as it is."""
    return {
        one.label: list(one.model._default_manager.order_by("pk").values())
        for one in personal_data.declarations()
    }


def sums() -> tuple:
    return (
        sorted(Payment.objects.values_list("pk", "amount_cents", "paid_at")),
        sorted(Allocation.objects.values_list("pk", "amount_cents", "bill", "payment")),
        sorted(Bill.objects.values_list("pk", "amount_cents", "reference")),
        sorted(Receipt.objects.values_list("pk", "number", "amount_cents")),
    )


# --- F1 ------------------------------------------------------------------------------


def test_f1_every_model_that_tells_of_people_is_in_the_copy(satu):
    data = copy_of(satu)["data"]

    assert set(data) == {one.label for one in personal_data.declarations()}
    ours = [
        label
        for label in data
        if apps.get_model(label)._meta.app_config.name in django_settings.OUR_APPS
        and not label.endswith("Page")
        and not label.startswith("association.")
        and label not in {*NOT_IN_A_COPY, "home.SearchEntry"}
    ]
    empty = [label for label in ours if not data[label]["rows"]]
    assert empty == [], "Add a maker to tests/support/personal_rows.py"
    assert set(MAKERS) - {"payments.Allocation"} <= set(data)


def test_f1_a_model_that_no_copy_lists_says_why():
    unlisted = {
        one.label
        for one in personal_data.declarations()
        if not one.subject and one.rows is None and not one.roles
    }
    assert unlisted <= set(NOT_IN_A_COPY)


def test_f1_the_copy_holds_all_rows_of_that_person_and_none_of_another(satu, pekka):
    mine, theirs = json.dumps(copy_of(satu)), json.dumps(copy_of(pekka))

    for word in (*SATU, "Toive Harjula", "Odotan kahvia, Harjula"):
        assert word in mine
    for word in (PEKKA[0], PEKKA[1], PEKKA[2]):
        assert word in theirs
        assert word not in mine


def test_f1_secrets_stay_sealed(satu):
    data = copy_of(satu)["data"]

    assert "data" not in data["mfa.Authenticator"]["rows"][0]
    assert "session_data" not in data["sessions.Session"]["rows"][0]
    assert "session_key" not in data["sessions.Session"]["rows"][0]


def test_f1_what_others_wrote_to_the_person_is_there_in_words(satu):
    [letter] = [
        row for row in copy_of(satu)["data"]["accounts.OutboxMail"]["rows"]
        if "Kirjautuminen" in row["subject"] or "kirjaudu" in row["letter"]
    ][:1]  # fmt: skip
    assert letter["to"] == satu.email


def test_f1_two_who_share_an_address_each_get_their_own():
    make_member(email="koti@esimerkki.example", first_names="Satu", last_name="Harju")
    make_member(email="koti@esimerkki.example", first_names="Pekka", last_name="Harju")
    user = User.objects.get()
    first, second = data_subjects.subjects_of(user.email, user)

    copies = {
        one.name: json.dumps(own_copy.as_json(one, at=timezone.now()))
        for one in (first, second)
    }
    assert "Satu" in copies["Satu Harju"]
    assert "Satu" not in copies["Pekka Harju"]
    assert "Pekka" in copies["Pekka Harju"]
    assert "Pekka" not in copies["Satu Harju"]
    for name in ("Satu", "Pekka"):
        data = json.loads(copies[f"{name} Harju"])["data"]
        assert len(data["membership.Member"]["rows"]) == 1
        assert len(data["membership.Application"]["rows"]) == 1
        assert len(data["membership.Due"]["rows"]) == 1
        [bill] = data["payments.Bill"]["rows"]
        assert bill["payer_name"] == f"{name} Harju"


# --- F2 ------------------------------------------------------------------------------


def former_member_who_paid(year: int) -> Life:
    """A member who resigned, and whose due was paid in that year."""
    with time_machine.travel(datetime(year, 3, 1, 12, tzinfo=UTC), tick=False):
        life = Life(*SATU)
        life.make_member()
        [bill] = Bill.objects.of_payer(life.email)
        life.bill = bill
        life.payment = pay(bill)
        life.make_receipt()
        OutboxMail.objects.update(sent_at=timezone.now())
    resign(life.member, at=timezone.now() - timedelta(days=1))
    return life


def resign(member: Member, *, at: datetime) -> None:
    leaving.resign(member, Notice(at, NoticeWay.IN_WRITING), at=at)


@time_machine.travel(datetime(2026, 12, 1, 10, tzinfo=UTC), tick=False)
def test_f2_erasure_with_a_payment_two_years_old():
    life = former_member_who_paid(2024)
    before, bill_pk = sums(), life.bill.pk

    plan = erasing.plan(whose(life), at=timezone.now())
    kept = {item.declaration.label: item for item in plan.staying}
    assert str(kept["payments.Bill"].until) == "2030-12-31"
    assert "37 a §" in str(kept["payments.Bill"].law)
    erasing.ask(whose(life), language="fi", at=timezone.now())

    member = Member.objects.get()
    assert (member.email, member.user, member.number) == ("", None, life.member.number)
    assert not User.objects.exists()
    assert Bill.objects.get(pk=bill_pk).payer_name == life.name
    assert Receipt.objects.get().text["payer"] == life.name
    assert sums() == before

    # Nothing changes until the last day of the sixth year after.
    retention.run(datetime(2030, 12, 31, 20, tzinfo=UTC))
    assert Bill.objects.get(pk=bill_pk).payer_name == life.name
    retention.run(datetime(2031, 1, 1, 3, tzinfo=UTC))

    bill = Bill.objects.get(pk=bill_pk)
    assert (bill.payer_name, bill.payer_email) == ("–", "")
    assert Receipt.objects.get().text["payer"] == "–"
    assert sums() == before
    assert retention.run(datetime(2031, 1, 2, 3, tzinfo=UTC)) == []


@time_machine.travel(datetime(2026, 12, 1, 10, tzinfo=UTC), tick=False)
def test_f2_the_letter_that_tells_of_it_goes_when_it_is_sent():
    life = former_member_who_paid(2024)
    request = erasing.ask(whose(life), language="fi", at=timezone.now())
    assert OutboxMail.objects.filter(to=life.email, key=f"erasure-{request.uid}")

    OutboxMail.objects.update(sent_at=timezone.now())
    retention.run(timezone.now() + timedelta(days=1))

    assert not OutboxMail.objects.filter(to=life.email).exists()


def test_f2_who_is_a_member_stays_in_the_register_and_can_sign_in(satu):
    erasing.ask(whose(satu), language="fi", at=timezone.now())

    member = Member.objects.get(pk=satu.member.pk)
    assert (member.email, member.user) == (satu.email, satu.user)
    assert "home.ContactMessage" not in held(satu)
    assert "events.Registration" not in held(satu)


def test_f2_a_request_goes_on_when_the_membership_has_ended(satu):
    # The one due is open: it is paid, then the member resigns.
    erasing.ask(whose(satu), language="fi", at=timezone.now())
    for bill in Bill.objects.uncovered():
        pay(bill)
    resign(satu.member, at=timezone.now())
    retention.run(timezone.now() + timedelta(days=1))

    member = Member.objects.get(pk=satu.member.pk)
    assert (member.email, member.user) == ("", None)


def test_f2_nothing_of_another_is_touched(satu, pekka):
    before = held(pekka)

    erasing.ask(whose(satu), language="fi", at=timezone.now())

    assert held(pekka) == before


def test_f2_asking_twice_is_once(satu):
    erasing.ask(whose(satu), language="fi", at=timezone.now())
    left = held(satu)
    erasing.ask(whose(satu), language="fi", at=timezone.now())

    letters = "accounts.OutboxMail"
    assert {k: v for k, v in held(satu).items() if k != letters} == {
        k: v for k, v in left.items() if k != letters
    }


def test_f2_the_request_itself_tells_of_nobody(satu):
    request = erasing.ask(whose(satu), language="fi", at=timezone.now())

    text = json.dumps(request.left) + erasure_file_text()
    for word in (*SATU, "Harjula"):
        assert word not in text
    assert ErasureRequest.objects.get().pk == request.pk


def erasure_file_text() -> str:
    return "".join(json.dumps(dict(line.rows)) for line in erasure_file.lines())


# --- F3 ------------------------------------------------------------------------------


def listed(**options: bool) -> list[str]:
    out = io.StringIO()
    call_command("retention", stdout=out, **options)
    return [line for line in out.getvalue().splitlines() if not line[0].isdecimal()]


def test_f3_the_dry_run_lists_exactly_what_it_will_remove(satu, pekka):
    later = timezone.now() + timedelta(days=3 * 365)
    resign(satu.member, at=timezone.now())
    for bill in Bill.objects.uncovered():
        pay(bill)
    with time_machine.travel(later, tick=False):
        before = everything()
        told = listed(dry_run=True)
        assert everything() == before
        removed = listed()
        after = everything()

    assert told == removed
    # Names in the history go with the row, and the entries stay.
    del before["accounts.HistoryEntry"]
    changed = {
        f"{label} {key(label, row)}"
        for label, rows in before.items()
        for row in rows
        if row not in after[label]
    }
    assert set(told) == changed
    assert f"membership.Member {satu.member.pk}" in told
    assert f"membership.Member {pekka.member.pk}" not in told


def key(label: str, row: dict) -> object:
    return row[apps.get_model(label)._meta.pk.attname]


def test_f3_a_rule_that_fails_does_not_stop_the_others(satu):
    later = timezone.now() + timedelta(days=3 * 365)
    label = "home.ContactMessage"

    def fail(_rows, _at):
        raise ValueError("broken")

    with put_back(personal_data._personal):
        declaration = personal_data._personal[label]
        broken = replace(declaration.keeping, erase=fail)
        personal_data._personal[label] = replace(declaration, keeping=broken)
        with pytest.raises(ExceptionGroup):
            retention.run(later)
    assert "home.ContactMessage" in held(satu)
    assert "events.Registration" not in held(satu)


def test_every_declaration_has_a_rule_as_code():
    lacking = [one.label for one in personal_data.declarations() if not one.keeping]

    assert lacking == [], "Say keeping=… in their declare(…) (accounts/keeping.py)"


def test_what_a_law_keeps_says_which():
    for one in personal_data.declarations():
        can_stay = one.keeping.stays.__name__ != "none_stays"
        assert bool(str(one.keeping.law)) == can_stay, one.label
