"""`/liity/`: the application form, and the link that confirms it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import OutboxMail
from association.models import AssociationSettings
from membership import applying
from membership.models import Application, ApplicationState, Due, Member
from tests.support.membership import (
    FORM,
    filled_in,
    links_in,
    mails,
    make_application,
    make_member,
    make_wish,
    text_of,
)

pytestmark = pytest.mark.django_db


def send(client, address="/liity/", **fields):
    return client.post(address, filled_in(**fields))


def errors(response):
    return response.context["form"].errors


def test_the_page_tells_the_prices_of_the_year_and_what_comes_next(client):
    page = client.get("/liity/").content.decode()

    assert "Äänioikeutettu jäsen, 20,00\xa0€ vuodessa" in page
    assert "Kannatusjäsen, 100,00\xa0€ vuodessa" in page
    assert "Maksat vasta, kun sinut on hyväksytty" in page
    assert page.count("btn--next") == 1


def test_b1_an_application_with_name_and_municipality_waits_for_confirmation(client):
    response = send(client)

    application = Application.objects.get()
    assert response.url == "/liity/kiitos/"
    assert application.full_name == "Satu Maaria Harju"
    assert application.municipality.name_fi == "Kajaani"
    assert application.language == "fi"
    assert application.state == ApplicationState.UNCONFIRMED
    assert application.consented_at == application.submitted_at
    assert not Member.objects.exists()
    assert not Due.objects.exists()


@pytest.mark.parametrize("missing", FORM)
def test_b1_without_a_field_nothing_is_kept_but_what_was_typed(client, missing):
    response = send(client, **{missing: ""})

    assert missing in errors(response)
    assert not Application.objects.exists()
    page = response.content.decode()
    assert "<title>Virhe: " in page
    if missing != "last_name":
        assert 'value="Harju"' in page
    if missing != "municipality":
        assert 'value="Kajaani"' in page


@pytest.mark.parametrize(
    "fields",
    [
        {"first_names": "x" * 101},
        {"last_name": "Har\0ju"},
        {"municipality": "Atlantis"},
        {"municipality": "x" * 2_000_000},
        {"email": "satu.esimerkki.example"},
        {"email": "satu@esimerkki"},
        {"email": f"{'x' * 250}@esimerkki.example"},
        {"kind": "honorary"},
        {"kind": "\0"},
        {"consent": ""},
    ],
    ids="-".join,
)
def test_bad_input_gets_a_sentence_and_keeps_nothing(client, fields):
    response = send(client, **fields)

    assert response.status_code == 200
    assert list(errors(response)) == list(fields)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "esimerkki.fi",
        "http://x",
        "Osta: nyt",
        "a@b",
        "www.x",
        "t.me",
        "x\uff0efi",
        ".fi",
    ],
)
@pytest.mark.parametrize("field", ["first_names", "last_name"])
def test_an_address_in_place_of_a_name_gets_a_kind_sentence(client, field, name):
    response = send(client, **{field: name})

    [sentence] = errors(response)[field]
    assert sentence.startswith("Kirjoita tähän vain nimi")
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien",
        "von der Pahlen",
        "J. R.",
        "J.R.",
        "Jr.",
        "Anna-Liisa",
        "D’Arcy",
        "Åke",
    ],
)
def test_a_name_as_people_have_is_taken(client, name):
    send(client, last_name=name)

    assert Application.objects.get().last_name == name


def test_ten_megabytes_are_refused_without_an_error_of_ours(client):
    assert send(client, last_name="x" * 10_000_000).status_code in {200, 400}
    assert not Application.objects.exists()


def test_a_name_of_scripts_and_emoji_is_kept_as_it_is_and_shown_harmless(client):
    send(client, last_name="<script>alert(1)<script> 😀")

    [mail] = mails("application-confirm")
    page = client.get(links_in(mail)[0]).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert Application.objects.get().last_name.endswith("😀")


def test_a_program_sees_success_and_leaves_nothing(client):
    response = send(client, website="https://osta.example")

    assert response.url == "/liity/kiitos/"
    assert not Application.objects.exists()


def test_the_application_after_thirty_in_an_hour_from_one_network_waits(client):
    for number in range(30):
        send(client, email=f"hakija{number}@esimerkki.example")

    response = send(client, email="viimeinen@esimerkki.example")

    assert response.status_code == 200
    assert "Verkostasi on tullut monta hakemusta" in response.content.decode()
    assert Application.objects.count() == 30


def test_nobody_can_flood_an_address_and_each_new_application_is_kept(client):
    for number in range(7):
        response = send(client, first_names=f"Satu {number}")
        assert response.url == "/liity/kiitos/"

    assert OutboxMail.objects.filter(to="satu@esimerkki.example").count() == 5
    assert Application.objects.count() == 7


def test_above_the_limit_of_mails_the_link_that_was_sent_stays_alive(client):
    for number in range(6):
        send(client, kind="voting" if number % 2 else "supporting")

    last = mails("application-confirm")[-1]
    assert len(mails()) == 5
    assert client.get(links_in(last)[0]).status_code == 200
    assert Application.objects.get().kind == "supporting"


def test_above_the_limit_of_mails_a_member_leaves_no_application(client):
    make_member(last_name="Harju", email="satu@esimerkki.example")

    for _number in range(6):
        send(client)

    assert not Application.objects.open().exists()


def test_the_thank_you_page_says_what_to_do_when_no_mail_comes(client):
    settings = AssociationSettings.current()
    settings.contact_email = "yhdistys@esimerkki.example"
    settings.save()

    page = client.get("/liity/kiitos/").content.decode()

    assert "kirjoita meille" in page
    assert 'href="mailto:yhdistys@esimerkki.example"' in page


def test_the_mail_and_its_page_are_in_the_language_of_the_form(client):
    send(client, "/sv/bli-medlem/", municipality="Kajana", kind="supporting")

    [mail] = mails("application-confirm")
    assert mail.subject == "Bekräfta din medlemsansökan"
    [address] = [one for one in links_in(mail) if "ansokan" in one]
    assert address.startswith("/sv/bli-medlem/ansokan/")
    page = client.get(address).content.decode()
    assert "Kajana" in page
    assert "Understödande medlem" in page


def test_looking_at_the_link_confirms_nothing_and_pressing_does(client):
    send(client)
    address = links_in(mails("application-confirm")[0])[0]

    page = client.get(address)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert Application.objects.get().confirmed_at is None

    response = client.post(address, follow=True)

    application = Application.objects.get()
    assert application.state == ApplicationState.WAITING
    assert "hakemuksesi on hallituksella" in response.content.decode()
    assert not Member.objects.exists()


def test_confirming_twice_is_confirming_once(client):
    send(client)
    address = links_in(mails("application-confirm")[0])[0]
    client.post(address)
    first = Application.objects.get().confirmed_at

    client.post(address)

    assert Application.objects.get().confirmed_at == first


def test_a_browser_that_hides_where_it_comes_from_can_confirm(client):
    """With `Referrer-Policy: no-referrer` browsers send `Origin: null`."""
    from django.test import Client

    send(client)
    address = links_in(mails("application-confirm")[0])[0]

    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})

    assert strict.post(address).status_code == 302


def test_a_link_that_is_tampered_with_or_too_old_leads_to_the_form(
    client, time_machine
):
    send(client)
    address = links_in(mails("application-confirm")[0])[0]

    assert client.get("/liity/hakemus/abc:def:ghi/").status_code == 404
    assert client.post(f"{address[:-3]}xx/").status_code == 404
    time_machine.move_to(timezone.now() + timedelta(days=15))
    late = client.get(address)

    assert late.status_code == 404
    assert "/liity/" in late.content.decode()
    assert Application.objects.get().confirmed_at is None


def test_the_form_sent_again_before_confirming_corrects_the_first(client):
    send(client, municipality="Oulu")
    old = links_in(mails("application-confirm")[0])[0]

    response = send(client, kind="supporting", email="Satu@Esimerkki.example")

    assert response.url == "/liity/kiitos/"
    application = Application.objects.get()
    assert (application.kind, application.municipality.name_fi) == (
        "supporting",
        "Kajaani",
    )
    first, second = mails("application-confirm")
    assert client.get(old).status_code == 404
    assert client.get(links_in(second)[0]).status_code == 200
    assert first.subject == second.subject


def test_a_double_click_leaves_one_mail_and_its_link_alive(client):
    first = timezone.now() - timedelta(minutes=20)

    for seconds in (0, 1, 599):
        applying.submit(make_wish(), at=first + timedelta(seconds=seconds))

    assert Application.objects.get().submitted_at == first
    [mail] = mails("application-confirm")
    assert client.get(links_in(mail)[0]).status_code == 200


def test_the_same_form_later_is_answered_by_a_new_link(client):
    first = timezone.now() - timedelta(minutes=20)

    for minutes in (0, 11):
        applying.submit(make_wish(), at=first + timedelta(minutes=minutes))

    old, new = mails("application-confirm")
    assert client.get(links_in(old)[0]).status_code == 404
    assert client.get(links_in(new)[0]).status_code == 200


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda: Application.objects.all().delete(),
        lambda: applying.submit(make_wish(kind="supporting"), at=timezone.now()),
    ],
    ids=["deleted", "sent again"],
)
def test_a_link_that_dies_while_it_is_used_leads_to_the_form(client, meanwhile):
    send(client)
    address = links_in(mails("application-confirm")[0])[0]
    happened = []

    def before_the_lock(execute, sql, *rest):
        if sql.startswith("SAVEPOINT") and not happened:
            happened.append(sql)
            meanwhile()
        return execute(sql, *rest)

    with connection.execute_wrapper(before_the_lock):
        response = client.post(address)

    assert happened
    assert response.status_code == 404
    assert "Hae jäseneksi" in response.content.decode()
    assert not Application.objects.waiting().exists()


def pages_without_what_is_random(*responses):
    """Answers as a stranger compares them."""
    cut = re.compile(rb'(csrfmiddlewaretoken|drawn_at)" value="[^"]*"')
    return [(one.status_code, one.headers.get("Location"), cut.sub(b"", one.content))
            for one in responses]  # fmt: skip


def test_b4_applying_again_shows_a_stranger_nothing_and_makes_no_second(client):
    first = send(client, email="uusi@esimerkki.example")
    application = make_application(
        last_name="Harju", email="satu@esimerkki.example", is_confirmed=True
    )

    again = send(client)

    assert len(set(pages_without_what_is_random(first, again))) == 1
    assert Application.objects.filter(email="satu@esimerkki.example").count() == 1
    [mail] = mails("application-known")
    assert mail.to == "satu@esimerkki.example"
    assert "hakemuksesi on jo hallituksella" in text_of(mail)
    application.refresh_from_db()
    assert application.state == ApplicationState.WAITING


def test_b4_somebody_who_is_a_member_is_told_by_mail_alone(client):
    member = make_member(last_name="Harju", email="satu@esimerkki.example")
    first = send(client, email="uusi@esimerkki.example")

    again = send(client, last_name="HARJU")

    assert len(set(pages_without_what_is_random(first, again))) == 1
    [mail] = mails("application-member")
    assert f"olet jo jäsen numerolla {member.number}" in text_of(mail)
    assert links_in(mail)[0] == "/oma-sivu/"
    assert Application.objects.open().count() == 1


def test_b4_two_people_of_one_household_apply_with_one_address(client):
    send(client)
    send(client, first_names="Ville")

    assert sorted(each.first_names for each in Application.objects.all()) == [
        "Satu Maaria",
        "Ville",
    ]


def test_the_thank_you_page_is_the_same_for_all_and_may_be_kept(client):
    page = client.get("/liity/kiitos/")

    assert page.status_code == 200
    assert b"csrfmiddlewaretoken" not in page.content


def test_the_front_page_says_what_membership_costs(client):
    page = client.get("/").content.decode()

    assert "Mitä jäsenyys maksaa" in page
    assert "20,00\xa0€" in page
    assert "100,00\xa0€" in page
    assert 'href="/liity/"' in page


def test_a_kind_chosen_on_the_way_is_chosen_in_the_form(client):
    form = client.get("/liity/?kind=supporting").context["form"]

    assert form["kind"].value() == "supporting"
