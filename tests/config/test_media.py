"""Uploaded files: pictures are everybody's, documents lie behind Wagtail's door."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction

from tests.support.home import make_document, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    """In a collection that only a group sees."""
    collection = Collection.get_first_root_node().add_child(name="Hallitus")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.create(name="Pöytäkirjojen lukijat"))
    document = make_document("Pöytäkirja")
    document.collection = collection
    document.save()
    return document


def test_a_picture_is_served_as_nothing_but_a_picture(client):
    image = make_image()

    for file in (image.file, image.get_rendition("width-20").file):
        response = client.get(file.url)

        assert response.status_code == 200
        assert response["Content-Type"] == "image/jpeg"
        assert response["X-Content-Type-Options"] == "nosniff"
        response.close()


def test_a_restricted_document_is_given_to_nobody_by_its_files_name(client, document):
    assert client.get(document.file.url).status_code == 404
    assert client.get(document.url).status_code == 302


@pytest.mark.parametrize(
    "way",
    [
        "./documents/",
        "/documents/",
        "//documents/",
        "images/../documents/",
        "images/%2e%2e/documents/",
        "../media/documents/",
        "Documents/",
        "",
    ],
)
def test_no_roundabout_way_leads_to_a_document(client, document, way):
    name = document.file.name.removeprefix("documents/")

    assert client.get(f"/media/{way}{name}").status_code == 404


def test_a_public_document_is_read_through_wagtails_door(client):
    document = make_document()

    response = client.get(document.url)

    assert response.status_code == 200
    assert b"".join(response) == b"1. Nimi ja kotipaikka"
    assert response["Content-Security-Policy"] == "default-src 'none'"
