"""What lies sealed in the database."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.sealing import NotOursError, SealedSerializer, seal, unseal
from tests.support.accounts import make_user


def test_what_is_sealed_is_opened_again():
    assert unseal(seal("salaisuus ä".encode())) == "salaisuus ä".encode()


def test_it_is_not_readable_and_never_twice_the_same():
    first, second = seal(b"salaisuus"), seal(b"salaisuus")

    assert b"salaisuus" not in first
    assert first != second


@pytest.mark.parametrize("junk", [b"", b"x", b"gAAAAA", b"\0" * 100])
def test_junk_is_not_ours(junk):
    with pytest.raises(NotOursError):
        unseal(junk)


def test_a_changed_seal_is_not_ours():
    sealed = bytearray(seal(b"salaisuus"))
    sealed[20] ^= 1

    with pytest.raises(NotOursError):
        unseal(bytes(sealed))


def test_with_another_key_it_stays_closed(settings):
    sealed = seal(b"salaisuus")
    settings.SECRET_KEY = "another" * 9

    with pytest.raises(NotOursError):
        unseal(sealed)


def test_an_earlier_key_still_opens(settings):
    sealed = seal(b"salaisuus")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 9

    assert unseal(sealed) == b"salaisuus"


def test_a_session_is_written_and_read():
    serializer = SealedSerializer()

    assert serializer.loads(serializer.dumps({"a": [1, "ä"]})) == {"a": [1, "ä"]}


@pytest.mark.django_db
@pytest.mark.parametrize("data", ["", "x", "e30:junk"])
def test_a_session_that_does_not_open_is_an_empty_one(data):
    client = Client()
    client.force_login(make_user())
    Session.objects.update(session_data=data)

    assert client.get("/oma-sivu/").status_code == 302


@pytest.mark.django_db
def test_after_a_new_secret_key_everybody_signs_in_again(settings):
    client = Client()
    client.force_login(make_user())
    settings.SECRET_KEY = "another" * 9

    assert client.get("/oma-sivu/").status_code == 302
