"""The register: numbers, days, moving and leaving."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import history, personal_data, roles
from accounts.models import User
from accounts.timed_jobs import jobs
from membership import changing_details, deciding, registering
from membership.deciding import DecidingError
from membership.models import Application, Member, Membership
from network.models import Municipality
from tests.support.membership import (
    make_application,
    make_decision,
    make_member,
    resign,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


def change(member, **words):
    return changing_details.change_details(member, words, by=None, at=timezone.now())


def test_who_resigned_is_no_member_on_the_day_the_membership_ends():
    member, today = make_member(), timezone.localdate()
    resign(member, on=today + timedelta(days=3), at=timezone.now())

    def is_member(day):
        return member in Member.objects.current(day)

    assert is_member(today)
    assert is_member(today + timedelta(days=2))
    assert not is_member(today + timedelta(days=3))
    assert member in Member.objects.former(today + timedelta(days=3))
    assert not is_member(today - timedelta(days=1))


def test_b7_resigning_twice_is_resigning_once():
    member, now = make_member(), timezone.now()
    today = timezone.localdate()
    first = resign(member, on=today, at=now)

    second = resign(member, on=today + timedelta(days=9), at=now + timedelta(days=9))

    assert first == second
    assert Membership.objects.get().ends_on == today
    assert Membership.objects.get().resigned_at == now


def test_who_resigned_keeps_the_sign_in_but_not_the_members_role():
    member = make_member()

    resign(member, on=timezone.localdate(), at=timezone.now())

    assert member.user not in roles.holders("member")
    assert member.user.is_active


def test_who_resigns_from_a_coming_day_has_the_role_until_that_day():
    member, other, now = make_member(), make_member(), timezone.now()
    last = timezone.localdate() + timedelta(days=3)

    resign(member, on=last, at=now)
    assert member.user in roles.holders("member")
    registering.end_old_roles(now + timedelta(days=2))
    assert member.user in roles.holders("member")

    told = registering.end_old_roles(now + timedelta(days=3))
    assert told == "Ended 1 role(s) of former members."
    assert list(roles.holders("member")) == [other.user]
    assert registering.end_old_roles(now + timedelta(days=3)).startswith("Ended 0")
    assert "ended-memberships" in {job.name for job in jobs()}


def test_who_moves_before_the_day_of_leaving_is_a_member_with_the_new_address():
    member = make_member()
    leaving = timezone.localdate() + timedelta(days=3)
    resign(member, on=leaving, at=timezone.now())

    change(member, email="uusi@koti.example")

    assert roles.holders("member").get().email == "uusi@koti.example"


def test_nobody_is_accepted_into_a_membership_that_begins_before_the_last_ends():
    again = make_application(last_name="Harju", email="satu@esimerkki.example")
    member = deciding.accept(again, make_decision(), at=timezone.now())
    today = timezone.localdate()
    waiting = make_application()
    Application.objects.filter(pk=waiting.pk).update(
        email=member.email, name_key=member.name_key
    )
    waiting.refresh_from_db()
    resign(member, on=today + timedelta(days=3), at=timezone.now())
    later = timezone.now() + timedelta(days=4)

    for on in (today, today + timedelta(days=2)):
        with pytest.raises(DecidingError, match="on jäsen"):
            deciding.accept(waiting, make_decision(on), at=later)

    ends = today + timedelta(days=3)
    assert deciding.accept(waiting, make_decision(ends), at=later) == member
    assert member.memberships.count() == 2


def test_the_role_stays_while_another_of_the_household_is_a_member():
    satu = make_member(email="koti@esimerkki.example")
    make_member(email="koti@esimerkki.example")

    resign(satu, on=timezone.localdate(), at=timezone.now())

    assert satu.user in roles.holders("member")


def test_who_comes_back_keeps_the_number_and_the_paid_due():
    member = make_member(last_name="Harju", email="satu@esimerkki.example")
    resign(member, on=timezone.localdate(), at=timezone.now())
    again = make_application(
        last_name="Harju", email="satu@esimerkki.example", kind="supporting"
    )

    back = deciding.accept(again, make_decision(), at=timezone.now())

    assert back == member
    assert [each.kind for each in back.memberships.all()] == ["voting", "supporting"]
    assert back.dues.get().kind == "voting"


def test_who_moves_has_a_new_municipality_and_the_open_bill_follows():
    member = make_member()
    tampere = Municipality.objects.get(code="837")

    change(member, municipality=tampere, last_name="Vesa", email="Uusi@koti.example")

    member.refresh_from_db()
    bill = member.dues.get().bill
    assert member.municipality == tampere
    assert (bill.payer_name, bill.payer_email) == (
        "Satu Maaria Vesa",
        "uusi@koti.example",
    )
    assert member.user.email == "uusi@koti.example"
    assert roles.holders("member").get() == member.user


def test_a_member_may_have_no_address_and_no_sign_in():
    member = make_member()

    change(member, email="")

    member.refresh_from_db()
    assert (member.email, member.user) == ("", None)
    assert not roles.holders("member").exists()


def test_a_former_members_new_address_brings_neither_role_nor_sign_in():
    member = make_member()
    resign(member, on=timezone.localdate(), at=timezone.now())

    change(member, email="uusi@koti.example")

    member.refresh_from_db()
    assert (member.email, member.user) == ("uusi@koti.example", None)
    assert not User.objects.filter(email="uusi@koti.example").exists()
    assert not roles.holders("member").exists()


def test_names_are_found_in_any_case_and_sorted_with_the_dotted_letters_last():
    for name in ("Åberg", "Öster", "Äijälä", "Zetterberg", "ala"):
        make_member(last_name=name)

    in_order = [each.last_name for each in Member.objects.in_order()]

    assert in_order == ["ala", "Zetterberg", "Åberg", "Äijälä", "Öster"]
    assert Member.objects.called("ÄIJÄLÄ satu").get().last_name == "Äijälä"


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": date(2020, 1, 1)},
        {"resigned_at": timezone.now()},
        {"kind": "friend"},
    ],
)
def test_the_database_refuses_a_membership_that_cannot_be(change):
    make_member()

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.update(**change)


def test_the_database_refuses_a_second_running_membership():
    member = make_member()

    with pytest.raises(IntegrityError), transaction.atomic():
        member.memberships.create(kind="voting", starts_on=timezone.localdate())


def test_all_personal_data_is_declared():
    ours = [
        sentence
        for sentence in personal_data.undeclared()
        if sentence.startswith(("membership.", "network."))
    ]

    assert ours == []


def test_who_changed_which_details_is_in_the_history_with_the_old_and_the_new():
    member = make_member(last_name="Harju")

    change(member, last_name="Vesa", street_address="Kuja 1", postal_code="00100",
           town="Helsinki")  # fmt: skip

    entry = history.entries_about(member).first()
    assert entry.verb == "member.details_changed"
    assert entry.facts["details"] == [
        "last_name", "street_address", "postal_code", "town",
    ]  # fmt: skip
    assert entry.personal["last_name"] == ["Harju", "Vesa"]


def test_what_stays_as_it_was_is_no_change():
    member = make_member()
    before = history.entries_about(member).count()

    change(member, last_name=member.last_name, email=member.email.upper())

    assert history.entries_about(member).count() == before


def test_an_organisations_name_is_put_right_and_its_open_bill_follows():
    member = make_member(
        kind="supporting", organisation="Kylät ry", business_id="1234567-1"
    )

    change(member, organisation="Kylien yhdistys ry")

    member.refresh_from_db()
    assert member.full_name == "Kylien yhdistys ry"
    assert member.dues.get().bill.payer_name == "Kylien yhdistys ry"
