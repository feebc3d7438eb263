"""What the admin shows first: what waits, in words of our own, in no other language."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home import setup
from tests.support.accounts import let_in, make_administrator, make_officer, make_user
from tests.support.home import make_page, translate

pytestmark = pytest.mark.django_db
NAMES_OF_CODE = re.compile(r">\s*(method|Get \w+ display|None)\s*<")


@pytest.fixture
def editor(client):
    user = make_user("toimittaja@esimerkki.example", "editor")
    let_in(client, user)
    return user


def test_a_page_changed_after_its_translation_waits_for_an_editor(client, editor):
    page = make_page("Säännöt")
    translate(page)
    assert "?state=old" not in client.get("/admin/").text

    page.save_revision().publish()

    assert f"{reverse('translations_report')}?state=old" in client.get("/admin/").text


def test_what_the_site_did_by_itself_has_a_name_in_the_report(client, editor):
    make_page("Säännöt")

    html = client.get("/admin/reports/aging-pages/").text

    assert "järjestelmä" in html
    assert not NAMES_OF_CODE.search(html)


def test_no_list_leads_editors_to_a_guide_in_another_language(client, editor):
    assert "guide.wagtail.org" not in client.get("/admin/").text


def test_columns_have_names_and_days_are_written_as_finns_write_them(client):
    let_in(client, make_user("hallitus@esimerkki.example", "board"))
    make_officer(starts_on=timezone.localdate().replace(month=4, day=1))

    html = client.get(reverse("officer:index")).text

    assert not NAMES_OF_CODE.search(html)
    assert f"1.4.{timezone.localdate().year}" in html


def test_what_is_above_all_pages_has_a_name_of_our_own(client, editor):
    setup.begin()

    html = client.get(f"/admin/pages/{Page.get_first_root_node().pk}/").text

    assert "Kaikki sivut" in html
    assert "Root" not in html


FILLED_BY_OTHERS = [
    "outbox", "payments_bills", "payments_received", "payments_unmatched",
    "stripe_events", "registration", "members", "applications", "dues", "sessions",
    "free-times", "contact_messages",
]  # fmt: skip


@pytest.mark.parametrize("name", FILLED_BY_OTHERS)
def test_an_empty_list_says_what_comes_there_and_how(client, name):
    let_in(client, make_administrator())

    html = client.get(f"/admin/{name}/").text

    assert "Täällä ei ole vielä mitään" not in html
