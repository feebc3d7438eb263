"""The hosted page, used as a browser uses it."""

import re
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
import stripe

from demo.stripe_stand_in import StandIn

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def stand_in():
    with StandIn() as running:
        yield running


@pytest.fixture
def open_session(stand_in):
    client = stripe.StripeClient(
        "sk_test_practice", base_addresses={"api": stand_in.base_url}
    )

    def create(name="Jäsenmaksu 2026", **extra):
        price = {"currency": "eur", "unit_amount": 2000, "product_data": {"name": name}}
        return client.v1.checkout.sessions.create(
            {
                "mode": "payment",
                "line_items": [{"quantity": 1, "price_data": price}],
                "success_url": SITE + "/kiitos?id={CHECKOUT_SESSION_ID}",
                "cancel_url": f"{SITE}/maksa",
                "locale": "fi",
                **extra,
            }
        )

    return create


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()
        self.location = response.headers.get("Location")


def ask(url, method="GET", body=None, **headers):
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=5)
    try:
        path = f"{parts.path}?{parts.query}"
        connection.request(method, path, body, headers)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def press(url, choice):
    form = urlencode({"choice": choice})
    kind = "application/x-www-form-urlencoded"
    return ask(url, "POST", form, **{"Content-Type": kind})


def choices_on(answer):
    return re.findall(r'name="choice" value="(\w+)"', answer.text)


def status_of(stand_in, session):
    (row,) = [row for row in stand_in.look()["sessions"] if row["id"] == session.id]
    return row["status"], row["payment_status"]


@pytest.mark.parametrize(
    ("locale", "marked", "amount"),
    [
        ("fi", "ei oikeaa rahaa", "20,00\xa0€"),
        ("sv", "inga riktiga pengar", "20,00\xa0€"),
        ("en", "no real money", "€20.00"),
        ("de", "no real money", "€20.00"),
    ],
)
def test_the_page_speaks_the_session_s_language_and_says_it_is_not_real(
    open_session, locale, marked, amount
):
    page = ask(open_session(locale=locale).url)

    assert page.status == 200
    assert f'<html lang="{locale if locale != "de" else "en"}">' in page.text
    assert marked in page.text
    assert amount in page.text
    assert "Jäsenmaksu 2026" in page.text


def test_without_a_language_of_its_own_the_session_follows_the_browser(open_session):
    url = open_session(locale="auto").url

    page = ask(url, **{"Accept-Language": "no, sv-FI;q=0.9, fi;q=0.8"})

    assert '<html lang="sv">' in page.text


def test_the_page_needs_nothing_but_its_own_stylesheet(stand_in, open_session):
    page = ask(open_session().url)
    policy = page.headers["Content-Security-Policy"]
    sheet = ask(f"{stand_in.base_url}/page.css")

    assert "default-src 'none'; style-src 'self'" in policy
    assert f"form-action 'self' {SITE}" in policy
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert re.findall(r'(?:href|src)="([^"]+)"', page.text) == ["/page.css"]
    assert (sheet.status, sheet.headers["Content-Type"]) == (
        200,
        "text/css; charset=utf-8",
    )
    assert "@import" not in sheet.text
    assert "url(" not in sheet.text


def test_what_the_site_sent_is_shown_as_text_not_as_html(open_session):
    page = ask(open_session(name="<b>Maksu</b> & co").url)

    assert "&lt;b&gt;Maksu&lt;/b&gt; &amp; co" in page.text


@pytest.mark.parametrize(
    ("allowed", "offered"),
    [
        (["card", "mobilepay"], ["card", "mobilepay", "declined", "close", "cancel"]),
        (["card"], ["card", "declined", "close", "cancel"]),
        (["mobilepay"], ["mobilepay", "close", "cancel"]),
    ],
)
def test_the_buttons_are_the_ways_the_site_allows(open_session, allowed, offered):
    page = ask(open_session(allowed_payment_method_types=allowed).url)

    assert choices_on(page) == offered


def test_looking_at_the_page_pays_nothing(stand_in, open_session):
    session = open_session()

    ask(session.url)

    assert status_of(stand_in, session) == ("open", "unpaid")
    assert stand_in.events() == []


@pytest.mark.parametrize("method", ["card", "mobilepay"])
def test_paying_leads_back_to_the_site_with_the_session_s_id(
    stand_in, open_session, method
):
    session = open_session()

    answer = press(session.url, method)

    assert (answer.status, answer.location) == (303, f"{SITE}/kiitos?id={session.id}")
    assert status_of(stand_in, session) == ("complete", "paid")
    (charge,) = [e["data"]["object"] for e in stand_in.events("charge.succeeded")]
    assert charge["payment_method_details"]["type"] == method


def test_a_declined_card_leaves_the_session_open_and_says_what_to_do(
    stand_in, open_session
):
    session = open_session()

    page = ask(press(session.url, "declined").location)

    assert "Korttimaksu hylättiin" in page.text
    assert 'role="alert"' in page.text
    assert "<title>Virhe: " in page.text
    assert status_of(stand_in, session) == ("open", "unpaid")
    assert press(session.url, "card").status == 303
    assert status_of(stand_in, session) == ("complete", "paid")


def test_closing_the_tab_after_paying_pays_but_leads_nowhere(stand_in, open_session):
    session = open_session()

    answer = press(session.url, "close")

    assert answer.location == session.url
    assert "Voit sulkea tämän välilehden." in ask(answer.location).text
    assert status_of(stand_in, session) == ("complete", "paid")


def test_cancelling_leads_back_and_leaves_the_session_open(stand_in, open_session):
    session = open_session()

    answer = press(session.url, "cancel")

    assert (answer.status, answer.location) == (303, f"{SITE}/maksa")
    assert status_of(stand_in, session) == ("open", "unpaid")


def test_a_session_is_paid_only_once(stand_in, open_session):
    session = open_session()
    press(session.url, "card")

    again = press(session.url, "mobilepay")

    assert again.status == 409
    assert "Tämä on jo maksettu" in again.text
    assert len(stand_in.events("checkout.session.completed")) == 1


def test_an_expired_session_cannot_be_paid(stand_in, open_session):
    session = open_session()
    stand_in.expire(session.id)

    assert ask(session.url).status == 410
    assert press(session.url, "card").status == 409
    assert status_of(stand_in, session) == ("expired", "unpaid")


def test_the_page_notices_that_time_has_run_out(stand_in, open_session):
    session = open_session()
    stand_in.clock(advance=24 * 3600 + 1)

    assert press(session.url, "card").status == 409
    assert status_of(stand_in, session) == ("expired", "unpaid")


def test_a_button_that_is_not_there_pays_nothing(stand_in, open_session):
    session = open_session(allowed_payment_method_types=["mobilepay"])

    for choice in ("card", "declined", "free"):
        assert press(session.url, choice).status == 400
    assert status_of(stand_in, session) == ("open", "unpaid")


def test_a_session_nobody_opened_is_404(stand_in):
    assert ask(f"{stand_in.base_url}/c/pay/cs_test_x").status == 404


def test_another_name_for_this_machine_is_not_served(stand_in, open_session):
    session = open_session()

    assert ask(session.url, Host="evil.example").status == 403


def test_the_page_shows_what_is_bought_how_many_and_who_pays(open_session):
    price = {
        "currency": "sek",
        "unit_amount": 100_050,
        "product_data": {"name": "Kurs", "description": "Två dagar"},
    }

    page = ask(
        open_session(
            line_items=[{"quantity": 2, "price_data": price}],
            customer_email="aino@example.org",
            locale="sv",
        ).url
    )

    assert "Kurs × 2<small>Två dagar</small>" in page.text
    assert "2\xa0001,00\xa0SEK" in page.text
    assert "E-post: aino@example.org" in page.text


def test_without_an_address_to_cancel_to_there_is_no_such_button(
    stand_in, open_session
):
    session = open_session(cancel_url=None)

    assert "cancel" not in choices_on(ask(session.url))
    assert press(session.url, "cancel").status == 400
    assert status_of(stand_in, session) == ("open", "unpaid")


def test_only_the_pages_there_are_are_served(stand_in):
    assert ask(f"{stand_in.base_url}/").status == 404
    assert ask(f"{stand_in.base_url}/favicon.ico").status == 204
    assert press(f"{stand_in.base_url}/c/pay/cs_test_x", "card").status == 404
    too_long = {"Content-Length": "1000001"}
    assert ask(f"{stand_in.base_url}/v1/refunds", "POST", b"", **too_long).status == 413
