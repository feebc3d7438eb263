"""How much a request may bring along besides files."""

import pytest

from config.body_size import ENCODED, LONGEST_ENCODED

pytestmark = pytest.mark.django_db


def post(client, length: int):
    body = b"email=" + b"a" * (length - 6)
    return client.generic("POST", "/kirjaudu/", body, content_type=ENCODED)


def test_an_encoded_body_is_read_up_to_a_length(client):
    assert post(client, LONGEST_ENCODED).status_code == 200


def test_a_longer_one_is_refused_before_it_is_read(client):
    response = post(client, LONGEST_ENCODED + 1)

    assert response.status_code == 400
    assert '<html lang="fi"' in response.content.decode()


def test_a_file_may_be_longer(client):
    """Pictures and documents are streamed to the disk."""
    from django.core.files.base import ContentFile

    picture = ContentFile(b"a" * 13_000_000, "kuva.png")

    assert client.post("/kirjaudu/", {"email": "a", "kuva": picture}).status_code == 200
