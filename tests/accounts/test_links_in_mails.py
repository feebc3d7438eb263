"""Links in mails: browsers that send no referrer name no origin either."""

import pytest
from django.core import signing
from django.test import Client

from accounts.sign_in_link import make_link
from home.emails import TAKE
from tests.support.accounts import make_officer, make_user
from tests.support.home import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True, headers={"origin": "null"})


def test_a_printed_link_signs_in(browser):
    path = make_link(make_user()).removeprefix("http://localhost:8000")

    assert browser.post(path).status_code == 302
    assert browser.get("/oma-sivu/").status_code == 200


def test_an_officer_takes_an_urgent_message(browser):
    message = make_message(is_urgent=True)
    token = signing.dumps([message.pk, make_officer().pk], salt=TAKE)

    assert browser.post(f"/viesti/{token}/").status_code == 302
    message.refresh_from_db()
    assert message.is_taken
