"""A row that the public sees and the stamp that says so: committed together."""

import threading
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models.signals import post_save
from wagtail.contrib.redirects.models import Redirect

from association.models import SiteDocument
from association.public_changes import current_stamp
from tests.support.accounts import let_in, make_administrator


class BrokenOffError(Exception):
    pass


@pytest.fixture
def while_saving():
    """Have something done between the writing of a row and the end of its saving."""
    connected = []

    def connect(model: type, do: Callable[[], object]) -> None:
        def receive(**_kwargs: object) -> None:
            do()

        post_save.connect(receive, sender=model, weak=False)
        connected.append((model, receive))

    yield connect
    for model, receive in connected:
        post_save.disconnect(receive, sender=model)


def break_off() -> None:
    raise BrokenOffError


def elsewhere(look: Callable[[], object]) -> object:
    """What another process sees at this moment."""
    seen = []

    def run() -> None:
        try:
            seen.append(look())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return seen[0]


def make_redirect() -> Redirect:
    return Redirect.objects.create(old_path="/vanha", redirect_link="/uusi/")


def test_saving_that_breaks_off_leaves_neither_row_nor_stamp(committed, while_saving):
    before = current_stamp()
    while_saving(Redirect, break_off)

    with pytest.raises(BrokenOffError):
        make_redirect()

    assert not Redirect.objects.exists()
    assert current_stamp() == before


def test_nobody_sees_the_row_before_the_stamp(committed, while_saving):
    before = current_stamp()
    seen = []
    while_saving(
        Redirect,
        lambda: seen.append(
            elsewhere(lambda: (Redirect.objects.exists(), current_stamp()))
        ),
    )

    make_redirect()

    assert seen == [(False, before)]
    assert elsewhere(lambda: (Redirect.objects.exists(), current_stamp())) == (
        True,
        before + 1,
    )


def test_an_upload_in_the_admin_that_breaks_off_leaves_neither(
    client, committed, while_saving
):
    let_in(client, make_administrator())
    before = current_stamp()
    while_saving(SiteDocument, break_off)

    with pytest.raises(BrokenOffError):
        client.post(
            "/admin/documents/multiple/add/",
            {"title": "Säännöt", "files[]": ContentFile(b"Teksti", "saannot.txt")},
        )

    assert not SiteDocument.objects.exists()
    assert current_stamp() == before
