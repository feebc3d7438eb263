"""A page that leaves the public and the stamp that says so: both, or neither."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models.signals import post_save
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.signals import page_unpublished

from association.public_changes import current_stamp
from home import registrations
from home.models import ContentPage
from tests.support.accounts import make_administrator
from tests.support.home import front_page, make_page

pytestmark = pytest.mark.django_db


class BrokenOffError(Exception):
    pass


@contextmanager
def breaking_off_at(signal, sender=None) -> Iterator[None]:
    """What happens when a change breaks off at this signal."""

    def fail(**_kwargs: object) -> None:
        raise BrokenOffError

    signal.connect(fail, sender=sender)
    try:
        with pytest.raises(BrokenOffError):
            yield
    finally:
        signal.disconnect(fail, sender=sender)


@pytest.fixture
def administrator(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_administrator())


def test_saving_a_page_that_is_no_longer_live_raises_the_stamp():
    page = make_page()
    before = current_stamp()

    page.live = False
    page.save()

    assert current_stamp() > before


def test_beginning_and_changing_a_draft_leaves_the_stamp():
    before = current_stamp()

    page = ContentPage(title="Luonnos", slug="luonnos", live=False)
    front_page().add_child(instance=page)
    page.title = "Parempi luonnos"
    page.save_revision()

    assert current_stamp() == before


def test_a_scheduled_page_stays_public_when_taking_it_down_breaks_off():
    page = make_page()
    page.expire_at = datetime.now(UTC) - timedelta(minutes=1)
    page.save()

    with breaking_off_at(page_unpublished):
        registrations.publish_scheduled(datetime.now(UTC))

    page.refresh_from_db()
    assert page.live


def test_a_page_is_not_half_closed(client, administrator):
    page = make_page()

    with breaking_off_at(post_save, PageViewRestriction):
        client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})

    assert not PageViewRestriction.objects.exists()


def test_a_collection_is_not_half_closed(client, administrator):
    collection = Collection.get_first_root_node().add_child(name="Hallitus")

    with breaking_off_at(post_save, CollectionViewRestriction):
        client.post(
            f"/admin/collections/{collection.pk}/privacy/",
            {"restriction_type": "login"},
        )

    assert not CollectionViewRestriction.objects.exists()


def test_a_closed_page_is_closed_at_once(client, administrator):
    page = make_page()
    before = current_stamp()

    client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})

    assert current_stamp() > before
    client.logout()
    assert client.get(page.url).status_code == 302
