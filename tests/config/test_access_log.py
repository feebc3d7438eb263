"""The log tells what was asked, and nothing that opens a door."""

import logging

import pytest
from django.core.signing import dumps

from config.access_log import CutFormatter, cut

TOKEN = "Zb3kQx8_rT-1mNvWcYpL7sHd"


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="mentorit.access")
    return lambda: [
        record.getMessage()
        for record in caplog.records
        if record.name == "mentorit.access"
    ]


@pytest.mark.django_db
def test_a_request_is_one_line_with_status_and_time(client, lines):
    client.get("/healthz")

    (line,) = lines()
    assert line.startswith("GET /healthz 503 ")
    assert line.endswith(" ms")


@pytest.mark.django_db
def test_nothing_of_a_query_is_written(client, lines):
    client.get("/healthz?email=satu@esimerkki.example&avain")

    assert lines()[0].startswith("GET /healthz?… 503 ")


@pytest.mark.django_db
def test_an_address_cannot_write_a_line_of_its_own(client, lines):
    client.get("/healthz/%0A2026-11-24 GET /admin/ 200")

    assert "\n" not in lines()[0]
    assert "%0A" in lines()[0]


@pytest.mark.django_db
def test_style_sheets_and_pictures_of_the_look_are_left_out(client, lines):
    client.get("/static/css/site.css")

    assert lines() == []


@pytest.mark.parametrize(
    ("address", "written"),
    [
        (f"/calendar/mine/{TOKEN}.ics", "/calendar/mine/Zb3k….ics"),
        (f"/lasku/{TOKEN}/maksa/", "/lasku/Zb3k…/maksa/"),
        ("/a/2f1b6a0e-95ac-4f39-a3f5-6d1c1d0f7e11/", "/a/2f1b…/"),
        ("/a/0123456789abcdef0123456789abcdef/", "/a/0123…/"),
        ("/a/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sGn", "/a/eyJh…"),
        ("/a/Mw:1vK9:aaaa/", "/a/Mw:1…/"),
    ],
)
def test_secret_parts_of_an_address_are_cut(address, written):
    assert cut(address) == written


def test_what_django_signs_is_cut():
    token = dumps({"pk": 7}, salt="a link by mail")

    assert cut(f"/vahvista/{token}/") == f"/vahvista/{token[:4]}…/"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/kalenteri/mentoriverkoston-tapaaminen-2026/",
        "/ajankohtaista/vanhempaintoiminnanmentorit/",
        "/calendar/holidays.ics",
        "/.well-known/security.txt",
        "/admin/pages/12/edit/",
        "/lasku/17:30/",
    ],
)
def test_readable_addresses_stay_whole(address):
    assert cut(address) == address


def test_every_line_of_the_log_is_cut():
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s",
        ("Not Found", f"/lasku/{TOKEN}/"), None,
    )  # fmt: skip

    assert CutFormatter("%(message)s").format(record) == "Not Found: /lasku/Zb3k…/"
