"""Forms that ask for consent lead to the privacy notice, in the reader's language."""

import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from association.models import AssociationSettings
from tests.support.events import make_occurrence
from tests.support.home import front_page, make_contact_page, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    page = make_page("Tietosuojaseloste", slug="tietosuoja")
    us = AssociationSettings.current()
    us.privacy_notice = page
    us.save()
    return page


def apply(language: str = "fi") -> str:
    with translation.override(language):
        return reverse("membership:apply")


@pytest.fixture
def forms() -> list[str]:
    event = make_occurrence(takes_registrations=True)
    return [apply(), make_contact_page().url, event.register_url]


def test_forms_that_ask_for_consent_link_to_it(client, notice, forms):
    for path in forms:
        link = '<a href="/tietosuoja/" hreflang="fi">Lue tietosuojaseloste</a>'
        assertContains(client.get(path), link)


def test_without_one_there_is_no_link(client, forms):
    for path in forms:
        assertNotContains(client.get(path), "tietosuojaseloste")


def test_a_translation_is_read_in_its_language(client, notice):
    make_page(
        "Dataskydd", front_page("sv"), slug="dataskydd",
        translation_key=notice.translation_key,
    )  # fmt: skip
    response = client.get(apply("sv"))

    assertContains(response, '<a href="/sv/dataskydd/" hreflang="sv">')


def test_where_there_is_none_the_finnish_one_is_offered(client, notice):
    response = client.get(apply("en"))

    assertContains(response, '<a href="/tietosuoja/" hreflang="fi">')


def test_a_page_that_was_taken_down_is_not_linked(client, notice, forms):
    notice.unpublish()

    for path in forms:
        assertNotContains(client.get(path), "/tietosuoja/")


def test_a_removed_page_takes_nothing_with_it(client, notice):
    notice.delete()

    assert AssociationSettings.current().privacy_notice is None
    assert client.get(apply()).status_code == 200
