"""Another e-mail address, confirmed from the old one and from the new one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from accounts import changing_address, rate_limits, retention
from accounts.models import AddressChange, OutboxMail, User
from events.models import Registration
from membership.models import Member
from payments.models import Bill
from tests.support.accounts import make_user
from tests.support.events import make_attendee, make_occurrence
from tests.support.membership import links_in, mails, make_member, text_of

pytestmark = pytest.mark.django_db

OLD, NEW = "satu@esimerkki.example", "satu.uusi@esimerkki.example"
PAGE, ASKED = "/oma-sivu/osoite/", "/oma-sivu/osoite/lahetetty/"


@pytest.fixture
def user(client) -> User:
    user = make_user(OLD)
    client.force_login(user)
    return user


def ask(client, email: str = NEW, **fields: str):
    return client.post(PAGE, {"email": email, **fields})


def links() -> tuple[str, str]:
    """To the old address and to the new one."""
    change = AddressChange.objects.get()
    [old] = mails(f"address-{change.uid}-old")
    [new] = mails(f"address-{change.uid}-new")
    return links_in(old)[0], links_in(new)[0]


def test_the_address_changes_when_both_links_were_used(client, user):
    assertRedirects(ask(client), ASKED)
    old, new = links()

    client.post(new)
    assert User.objects.get().email == OLD
    client.post(old)

    assert User.objects.get().email == NEW
    told = {mail.to for mail in mails("address-") if "-changed-" in mail.key}
    assert told == {OLD, NEW}


@pytest.mark.parametrize("first", [0, 1])
def test_one_link_alone_changes_nothing_however_often_it_is_used(client, user, first):
    ask(client)
    link = links()[first]

    client.post(link)
    client.post(link)

    assert User.objects.get().email == OLD


def test_looking_at_the_links_changes_nothing(client, user):
    ask(client)

    for link in links():
        assert client.get(link).status_code == 200
        assert client.get(link)["Referrer-Policy"] == "no-referrer"
    assert AddressChange.objects.get().old_confirmed_at is None
    assert User.objects.get().email == OLD


def test_a_strangers_browser_may_open_the_links(client, user):
    ask(client)
    client.logout()

    for link in links():
        client.post(link)
    assert User.objects.get().email == NEW


def test_other_devices_are_signed_out_and_this_one_stays(client, user):
    from django.test import Client

    other = Client()
    other.force_login(user)
    ask(client)
    for link in links():
        client.post(link)

    assert client.get("/oma-sivu/").status_code == 200
    assert other.get("/oma-sivu/").status_code == 302


def test_membership_open_bills_and_registrations_follow(client):
    member = make_member(email=OLD)
    make_attendee(make_occurrence(), "Satu", email=OLD)
    client.force_login(User.objects.get())
    ask(client)
    for link in links():
        client.post(link)

    member.refresh_from_db()
    assert member.email == NEW
    assert member.user == User.objects.get()
    assert member.user.email == NEW
    assert Bill.objects.get().payer_email == NEW
    assert Registration.objects.get().email == NEW
    page = client.get("/oma-sivu/")
    assertContains(page, member.full_name)


def test_of_two_who_share_an_address_one_moves(client):
    satu = make_member(email="koti@esimerkki.example", first_names="Satu",
                       last_name="Harju")  # fmt: skip
    pekka = make_member(email="koti@esimerkki.example", first_names="Pekka",
                        last_name="Harju")  # fmt: skip
    client.force_login(User.objects.get())
    assert ask(client).status_code == 200  # whose?
    assert not AddressChange.objects.exists()
    ask(client, who=f"member-{satu.pk}")
    for link in links():
        client.post(link)

    satu.refresh_from_db()
    pekka.refresh_from_db()
    assert satu.email == satu.user.email == NEW
    assert pekka.email == pekka.user.email == "koti@esimerkki.example"
    assert satu.user != pekka.user
    payers = {bill.payer_name: bill.payer_email for bill in Bill.objects.all()}
    assert payers == {"Satu Harju": NEW, "Pekka Harju": "koti@esimerkki.example"}


def test_nobody_learns_whether_an_address_is_in_use(client, user):
    known = make_user(NEW)
    answers = []
    for address in (NEW, "tuntematon@esimerkki.example"):
        response = ask(client, address)
        page = client.get(response.url).content.decode()
        answers.append((response.url, page.replace(address, "…")))

    first, second = (text.split('class="wrap"')[1] for _url, text in answers)
    assert answers[0][0] == answers[1][0]
    assert first.replace(NEW, "") == second.replace(NEW, "")
    [told] = list(OutboxMail.objects.filter(to=NEW))
    assert links_in(told) == [] or "/oma-sivu/osoite/" not in text_of(told)
    known.refresh_from_db()
    assert known.email == NEW


def test_an_address_taken_in_the_meantime_changes_nothing(client, user):
    ask(client)
    old, new = links()
    client.post(old)
    make_user(NEW)

    assert client.post(new).status_code == 404
    assert User.objects.get(pk=user.pk).email == OLD


def test_a_new_wish_makes_earlier_links_void(client, user):
    ask(client)
    before = links()
    ask(client, "kolmas@esimerkki.example")

    for link in before:
        assert client.post(link).status_code == 404


def test_links_work_for_three_days(client, user):
    change = changing_address.ask(user, NEW, at=timezone.now() - timedelta(days=4))

    for side in ("old", "new"):
        token = changing_address.token_of(change, side)
        assert client.get(f"/oma-sivu/osoite/{token}/").status_code == 404


def test_it_can_be_asked_for_a_few_times_a_day(client, user):
    for number in range(6):
        response = ask(client, f"uusi{number}@esimerkki.example")

    assert response.status_code == 200
    assertContains(response, "Odota")
    assert AddressChange.objects.get().new_email == "uusi4@esimerkki.example"
    assert rate_limits


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Kirjoita tähän sähköpostiosoitteesi"), ("satu", "@-merkki"),
     (OLD.upper(), "osoite, joka sinulla on nyt"), ("x" * 250 + "@a.fi", "merkkiä"),
     ("<script>@a.fi", "osoite")],
)  # fmt: skip
def test_bad_input_gets_a_sentence_beside_the_field(client, user, typed, sentence):
    response = ask(client, typed)

    assert response.status_code == 200
    assertContains(response, sentence)
    assert not AddressChange.objects.exists()


def test_who_has_a_second_factor_shows_it_again_first(client):
    from tests.support.accounts import App

    user = make_user(OLD)
    App(user)
    client.force_login(user)

    response = client.get(PAGE)
    assert response.status_code == 302
    assert "vahvista" in response.url


def test_changes_are_forgotten_after_a_year(client, user):
    ask(client)
    retention.run(timezone.now() + timedelta(days=364))
    assert AddressChange.objects.exists()
    retention.run(timezone.now() + timedelta(days=366))
    assert not AddressChange.objects.exists()


def test_the_members_role_follows(client):
    member = make_member(email=OLD)
    client.force_login(User.objects.get())
    ask(client)
    for link in links():
        client.post(link)

    assert Member.objects.get().user.groups.exists()
    assert member.number == Member.objects.get().number
