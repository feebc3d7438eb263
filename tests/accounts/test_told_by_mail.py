"""What changes in a sign-in and the mail that tells of it: both, or neither."""

import json
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_save
from django.test import Client

from accounts.models import OutboxMail, User
from tests.support.accounts import (
    App,
    Passkey,
    app_code,
    authenticators,
    let_in,
    make_passkey,
    make_recovery_codes,
    make_user,
)

OWN = "/oma-sivu/kirjautuminen/"
NEW = f"{OWN}avaimet/uusi/"

type Change = Callable[[Client], object]


class BrokenOffError(Exception):
    pass


def turn_app_on(client: Client) -> None:
    secret = client.get(f"{OWN}sovellus/").context["form"].secret
    client.post(f"{OWN}sovellus/", {"code": app_code(secret)})


def turn_app_off(client: Client) -> None:
    client.post(f"{OWN}sovellus/pois/")


def add_passkey(client: Client) -> None:
    options = json.loads(client.get(NEW).context["options"])
    credential = json.dumps(Passkey().make(options))
    client.post(NEW, {"name": "Puhelin", "credential": credential})


def remove_passkey(client: Client) -> None:
    pk = Authenticator.objects.get(type="webauthn").pk
    client.post(f"{OWN}avaimet/{pk}/poista/")


def make_new_codes(client: Client) -> None:
    client.post(f"{OWN}varakoodit/uudet/")


def nothing(user: User) -> None:
    pass


def with_app(user: User) -> None:
    App(user)


def with_codes(user: User) -> None:
    App(user)
    make_recovery_codes(user)


CHANGES = [
    (nothing, turn_app_on),
    (with_app, turn_app_off),
    (nothing, add_passkey),
    (make_passkey, remove_passkey),
    (with_codes, make_new_codes),
]


def state() -> list[tuple]:
    return sorted(Authenticator.objects.values_list("type", "pk"))


@pytest.mark.parametrize(("given", "change"), CHANGES)
def test_a_change_is_told_once(client, db, given, change):
    user = make_user()
    given(user)
    let_in(client, user)
    before = state()

    change(client)

    assert state() != before
    mail = OutboxMail.objects.get()
    assert mail.to == user.email


@pytest.mark.parametrize(("given", "change"), CHANGES)
def test_a_change_whose_mail_cannot_be_kept_is_not_made(
    client, committed, given, change
):
    user = make_user()
    given(user)
    let_in(client, user)
    before = state()

    def break_off(**_kwargs: object) -> None:
        raise BrokenOffError

    post_save.connect(break_off, sender=OutboxMail)
    try:
        with pytest.raises(BrokenOffError):
            change(client)
    finally:
        post_save.disconnect(break_off, sender=OutboxMail)

    assert state() == before
    assert not OutboxMail.objects.exists()


def test_a_changed_name_of_a_passkey_is_nothing_to_tell(client, db):
    user = make_user()
    make_passkey(user)
    let_in(client, user)
    pk = Authenticator.objects.get(type="webauthn").pk

    client.post(f"{OWN}avaimet/{pk}/nimi/", {"name": "Työpuhelin"})

    assert authenticators(user) == ["webauthn"]
    assert not OutboxMail.objects.exists()
