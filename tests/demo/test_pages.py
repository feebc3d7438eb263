"""The demo association's pages, once they are in the database."""

import re

import pytest
from django.utils import timezone
from wagtail.models import Page

from association.models import SiteDocument
from demo.content import association
from demo.life import events, holidays, pages
from home.translations_report import pages as report

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def today():
    return timezone.localdate()


@pytest.fixture(scope="module")
def demo(building, today):
    with building():
        holidays.build(today)
        events.build(today)
        pages.build(today)
        yield


def public(language: str):
    return Page.objects.live().filter(locale__language_code=language, depth__gt=1)


def is_found(client, path: str) -> bool:
    if path.startswith("/documents/"):  # streamed: the file itself would stay open
        return SiteDocument.objects.filter(pk=path.split("/")[2]).exists()
    return client.get(path).status_code != 404


def test_every_page_that_was_written_is_there_in_its_language(demo):
    for language in pages.LANGUAGES:
        titles = set(public(language).values_list("title", flat=True))
        assert titles == {page.title for page in association.pages(language)}


@pytest.mark.sqlite_only  # tests/everywhere visits each kind of page on both
def test_every_page_answers_and_no_link_on_it_leads_nowhere(demo, client):
    seen: set[str] = set()
    for page in Page.objects.live().filter(depth__gt=1):
        html = client.get(page.url).content.decode()
        seen |= set(re.findall(r'<a[^>]* href="(/[^"#?]*)', html))
    missing = [path for path in sorted(seen) if not is_found(client, path)]

    assert len(seen) > 40
    assert missing == []


def test_building_the_pages_again_changes_nothing(demo, today):
    before = list(Page.objects.values_list("pk", "last_published_at"))

    pages.build(today)

    assert list(Page.objects.values_list("pk", "last_published_at")) == before


def test_the_report_has_an_old_translation_and_missing_ones_to_show(demo):
    states = set(report().values_list("state_sv", flat=True))

    assert states == {"good", "old", "missing"}
