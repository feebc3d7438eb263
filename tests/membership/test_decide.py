"""The board's decision: accept, reject, and what follows from each."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import retention, roles
from accounts.models import User
from membership import applying, deciding
from membership.deciding import DecidingError
from membership.models import (
    Application,
    ApplicationState,
    Due,
    DueRate,
    Member,
    Membership,
)
from payments.billing import withdraw_bill
from payments.models import Bill
from tests.support.membership import (
    MINUTES,
    links_in,
    mails,
    make_application,
    make_decision,
    make_member,
    make_wish,
    resign,
    text_of,
)

pytestmark = pytest.mark.django_db


def accept(application, **decision):
    return deciding.accept(application, make_decision(**decision), at=timezone.now())


def reject(application, reason="Toimii muun yhdistyksen nimissä.", **decision):
    return deciding.reject(
        application, make_decision(**decision), reason=reason, at=timezone.now()
    )


def people_in_mails():
    """Whose applications the mails that we hold are about."""
    keys = " ".join(mail.key for mail in mails("application-"))
    return {
        UUID(found) for found in re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4}", keys)
    }


@pytest.mark.parametrize(("kind", "cents"), [("voting", 2000), ("supporting", 10000)])
def test_b2_who_is_accepted_is_a_member_from_the_decision_and_owes_the_due(kind, cents):
    application = make_application(kind=kind)
    today = timezone.localdate()

    member = accept(application)

    application.refresh_from_db()
    assert application.state == ApplicationState.ACCEPTED
    assert (application.minutes_reference, application.decided_on) == (MINUTES, today)
    membership = member.memberships.get()
    assert (membership.kind, membership.starts_on) == (kind, today)
    due = member.dues.get()
    assert (due.year, due.amount_cents) == (today.year, cents)
    assert (due.bill.amount_cents, due.bill.open_cents) == (cents, cents)
    assert due.bill.due_on == today + timedelta(days=30)


def test_b2_one_mail_brings_the_welcome_and_the_address_of_the_bill():
    application = make_application(language="sv")

    member = accept(application)

    [mail] = mails("application-accepted")
    bill = member.dues.get().bill
    assert not mails("due-")
    assert mail.to == application.email
    assert mail.subject == "Välkommen, du har godkänts som medlem"
    assert f"/sv/faktura/{bill.token}/" in links_in(mail)
    assert "20,00" in text_of(mail)


def somebody_comes_back(**application):
    """Accepted in February, gone in March, back in May; the bill is of February."""
    harju = {"last_name": "Harju", "email": "satu@esimerkki.example"}
    spring = [datetime(2026, month, 3, 12, tzinfo=UTC) for month in (2, 3, 5)]
    member = make_member(at=spring[0], **harju)
    resign(member, on=date(2026, 3, 3), at=spring[1])

    def come_back():
        again = make_application(at=spring[2], **harju, **application)
        deciding.accept(again, make_decision(date(2026, 5, 3)), at=spring[2])
        return mails("application-accepted")[-1]

    return member.dues.get().bill, come_back


def test_who_comes_back_is_reminded_of_the_old_bill_without_its_past_due_date():
    bill, come_back = somebody_comes_back(language="sv")

    mail = come_back()

    assert f"/sv/faktura/{bill.token}/" in links_in(mail)
    assert "Detta är ännu obetalt" in text_of(mail)
    whole = bytes(mail.content).decode("utf-8", "replace")
    assert "5.3.2026" not in text_of(mail)
    assert "rfallodag" not in whole
    bill.refresh_from_db()
    assert bill.language == "sv"


def test_who_comes_back_is_not_asked_for_a_bill_that_was_withdrawn():
    bill, come_back = somebody_comes_back()
    withdraw_bill(bill, at=timezone.now())

    mail = come_back()

    assert bill.token not in text_of(mail)
    assert "20,00" not in text_of(mail)
    assert links_in(mail)[0] == "/oma-sivu/"


def test_b2_accepting_twice_is_accepting_once():
    application = make_application()

    first, second = accept(application), accept(application, minutes_reference="§ 5")

    assert first == second
    application.refresh_from_db()
    assert application.minutes_reference == MINUTES
    assert Membership.objects.count() == Due.objects.count() == 1
    assert Bill.objects.count() == 1
    assert len(mails("application-accepted")) == 1


def test_a_new_member_may_sign_in_and_is_not_a_user():
    member = accept(make_application(email="satu@esimerkki.example"))

    assert member.user.email == "satu@esimerkki.example"
    assert member.user in roles.holders("member")
    assert not member.user.has_usable_password()

    member.user.delete()
    member.refresh_from_db()
    assert member.user is None


def test_somebody_who_signs_in_already_keeps_the_sign_in():
    user = User.objects.create_user("satu@esimerkki.example", first_name="Satu")
    roles.give(user, "mentor")

    member = accept(make_application(email="satu@esimerkki.example"))

    assert member.user == user
    assert {group.name for group in user.groups.all()} == {"Mentorit", "Jäsenet"}


def test_two_of_one_household_become_two_members_with_one_sign_in():
    satu = make_member(email="koti@esimerkki.example", last_name="Harju")
    ville = make_member(
        email="koti@esimerkki.example", last_name="Harju", first_names="Ville"
    )

    assert satu.user == ville.user
    assert {satu.number, ville.number} == {1, 2}


def test_members_are_numbered_without_gaps_also_after_a_refusal():
    first = make_member()
    with pytest.raises(DecidingError):
        accept(make_application(), minutes_reference=" ")

    assert make_member().number == first.number + 1


@pytest.mark.parametrize(
    ("prepare", "decision", "sentence"),
    [
        ({"is_confirmed": False}, {}, "ei ole vielä vahvistanut"),
        ({}, {"minutes_reference": "  "}, "missä kohdassa pöytäkirjaa"),
        ({}, {"on": date(2020, 1, 1)}, "siltä päivältä tai myöhempi"),
        ({}, {"on": date(2999, 1, 1)}, "vasta edessä"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_a_sentence(
    prepare, decision, sentence
):
    application = make_application(**prepare)

    with pytest.raises(DecidingError, match=sentence):
        accept(application, **decision)
    with pytest.raises(DecidingError, match=sentence):
        reject(application, **decision)

    assert not Member.objects.exists()
    assert not mails("application-accepted")


def test_a_decision_is_not_older_than_the_confirmation():
    now, today = timezone.now(), timezone.localdate()
    application = make_application(at=now - timedelta(days=5), is_confirmed=False)
    applying.confirm(application, at=now - timedelta(days=2))

    with pytest.raises(DecidingError, match="siltä päivältä tai myöhempi"):
        accept(application, on=today - timedelta(days=3))
    assert accept(application, on=today - timedelta(days=2)).number == 1


def test_nobody_is_accepted_for_a_year_whose_due_nobody_has_decided():
    DueRate.objects.all().delete()

    with pytest.raises(DecidingError, match="Jäsenmaksua ei ole päätetty"):
        accept(make_application())

    assert not Member.objects.exists()
    assert not User.objects.exists()


def test_b3_who_is_rejected_owes_nothing_and_is_told_the_reason():
    application = reject(make_application())

    assert application.state == ApplicationState.REJECTED
    assert not Due.objects.exists()
    assert not Bill.objects.exists()
    [mail] = mails("application-rejected")
    assert "Toimii muun yhdistyksen nimissä." in text_of(mail)


def test_b3_a_rejected_application_is_erased_after_the_set_time():
    rejected, now = reject(make_application()), timezone.now()
    waiting, accepted = make_application(), make_member().applications.get()

    retention.run(now + timedelta(days=182))
    assert Application.objects.filter(pk=rejected.pk).exists()
    assert mails(f"application-rejected-{rejected.uid}")
    retention.run(timezone.now() + timedelta(days=184))

    assert set(Application.objects.all()) == {waiting, accepted}
    assert people_in_mails() == {waiting.uid, accepted.uid}


def test_an_application_nobody_confirmed_is_erased_after_a_month():
    application = make_application(is_confirmed=False)
    retention.run(timezone.now() + timedelta(days=29))
    assert Application.objects.get() == application

    assert people_in_mails() == {application.uid}
    retention.run(timezone.now() + timedelta(days=31))

    assert not Application.objects.exists()
    assert not people_in_mails()


def test_rejecting_needs_a_reason_and_happens_once():
    application = make_application()
    with pytest.raises(DecidingError, match="Kirjoita syy"):
        reject(application, reason=" ")

    reject(application)
    reject(application, reason="Muu syy")

    application.refresh_from_db()
    assert application.reason == "Toimii muun yhdistyksen nimissä."
    assert len(mails("application-rejected")) == 1


def test_what_the_board_has_decided_stays_decided():
    accepted, rejected = make_application(), make_application()
    accept(accepted)
    reject(rejected)

    with pytest.raises(DecidingError, match="on jo päättänyt asiasta"):
        reject(accepted)
    with pytest.raises(DecidingError, match="on jo päättänyt asiasta"):
        accept(rejected)


def test_who_was_rejected_may_apply_again():
    reject(make_application(last_name="Harju", email="satu@esimerkki.example"))

    applying.submit(make_wish(), at=timezone.now())

    assert Application.objects.open().count() == 1


def test_who_became_a_member_another_way_is_not_made_one_twice():
    application = make_application(last_name="Harju", email="satu@esimerkki.example")
    again = Application.objects.get(pk=application.pk)
    accept(application)
    again.pk, again.uid = None, None
    twin = make_application(last_name="Muu", email="satu@esimerkki.example")
    Application.objects.filter(pk=twin.pk).update(name_key=application.name_key)

    with pytest.raises(DecidingError, match="on jo jäsen numerolla 1"):
        accept(Application.objects.get(pk=twin.pk))


@pytest.mark.parametrize(
    "change",
    [
        {"decided_at": None, "decided_on": None, "reason": ""},
        {"minutes_reference": ""},
        {"confirmed_at": None},
        {"reason": ""},
        {"kind": "honorary"},
        {"first_names": ""},
        {"email": "Satu@esimerkki.example"},
    ],
    ids="-".join,
)
def test_the_database_refuses_a_decision_that_is_not_whole(change):
    application = reject(make_application())

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**change)


def test_in_the_list_a_name_leads_to_the_application(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    board = User.objects.create_user("hallitus@esimerkki.example")
    roles.give(board, "board")
    application = make_application()
    client.force_login(board)

    answer = client.get("/admin/applications/")

    assert f'href="/admin/applications/inspect/{application.pk}/"' in (
        answer.content.decode()
    )
