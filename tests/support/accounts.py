"""People who sign in, what they hold in their hands, and how they get in."""

import base64
import hashlib
import json
import re
import secrets
import time
from datetime import date

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.db.models import Model
from django.test import Client
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext
from fido2 import cbor
from fido2.cose import ES256

from accounts import history, roles
from accounts.models import HistoryEntry, Officer, User

ORIGIN = "http://testserver"


def make_user(
    email: str = "satu@esimerkki.example", *given: str, **fields: object
) -> User:
    """Somebody who signs in, in the roles named."""
    user = User.objects.create_user(
        email, **{"first_name": "Satu", "last_name": "Harju", **fields}
    )
    for role in given:
        roles.give(user, role)
    return user


def make_administrator(email: str = "ylläpito@esimerkki.example") -> User:
    return User.objects.create_superuser(email, first_name="Ylle", last_name="Pitäjä")


def make_officer(
    office: str = Officer.Office.CHAIR, name: str = "Satu Harju", **fields: object
) -> Officer:
    given = {"starts_on": date(2026, 1, 1), **fields}
    return Officer.objects.create(office=office, name=name, **given)


VERB = "officer.changed"


def make_entry(about: Model, **fields: object) -> HistoryEntry:
    """Something that was done about this row."""
    given = {"by": None, "at": timezone.now(), **fields}
    return history.write(VERB, about, **given)


def code_in_mail() -> str:
    """The sign-in code of the last mail, as it is written there."""
    found = re.search(r"\b\d{4}-\d{4}\b", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group()


def ask_for_code(client: Client, email: str, query: str = ""):
    return client.post(f"/kirjaudu/{query}", {"email": email})


def sign_in_by_code(client: Client, user: User, query: str = ""):
    """The whole way: ask, read the mail, paste the code."""
    response = ask_for_code(client, user.email, query)
    return client.post(response.url, {"code": code_in_mail()})


class App:
    """An authenticator app with the person's key in it."""

    def __init__(self, user: User) -> None:
        self.secret = generate_totp_secret()
        TOTP.activate(user, self.secret)

    def code(self, *, steps: int = 0) -> str:
        return app_code(self.secret, steps=steps)


def app_code(secret: str, *, steps: int = 0) -> str:
    """What an app with this key shows, `steps` half-minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def make_recovery_codes(user: User) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


class Passkey:
    """A device that makes and uses a passkey, as a browser hands its answers over."""

    def __init__(self, *, is_unlocked: bool = True) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        # User present, and verified by the device's own lock.
        self.flags = 0x01 | (0x04 if is_unlocked else 0)

    def make(self, options: dict) -> dict:
        """The answer to `creation_options`."""
        self.user_handle = options["publicKey"]["user"]["id"]
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        data = self._data(options["publicKey"]["rp"]["id"], 0x40, credential + public)
        statement = {"fmt": "none", "attStmt": {}, "authData": data}
        client = self._client("webauthn.create", options)
        answer = {"attestationObject": b64(cbor.encode(statement))}
        return self._answer(client, answer, {"credProps": {"rk": True}})

    def use(self, options: dict) -> dict:
        """The answer to `request_options`."""
        data = self._data(options["publicKey"]["rpId"], 0, b"")
        client = self._client("webauthn.get", options)
        signed = data + hashlib.sha256(client).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        answer = {
            "authenticatorData": b64(data),
            "signature": b64(signature),
            "userHandle": self.user_handle,
        }
        return self._answer(client, answer, {})

    def _data(self, host: str, flags: int, rest: bytes) -> bytes:
        head = hashlib.sha256(host.encode()).digest()
        return head + bytes([self.flags | flags]) + bytes(4) + rest

    def _client(self, kind: str, options: dict) -> bytes:
        challenge = options["publicKey"]["challenge"]
        said = {"type": kind, "challenge": challenge, "origin": ORIGIN}
        return json.dumps(said).encode()

    def _answer(self, client: bytes, answer: dict, extensions: dict) -> dict:
        return {
            "type": "public-key",
            "id": b64(self.id),
            "rawId": b64(self.id),
            "clientExtensionResults": extensions,
            "response": {**answer, "clientDataJSON": b64(client)},
        }


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def make_passkey(user: User, name: str = "Puhelin") -> Passkey:
    """A passkey that `user` has added earlier."""
    passkey = Passkey()
    handle = user_pk_to_url_str(user).encode()
    options = {
        "publicKey": {
            "user": {"id": b64(handle)},
            "rp": {"id": "testserver"},
            "challenge": b64(secrets.token_bytes(32)),
        }
    }
    WebAuthn.add(user, name, passkey.make(options))
    return passkey


def sign_in_with_passkey(client: Client, passkey: Passkey, next_url: str = ""):
    asked = client.get("/kirjaudu/avain/", headers={"accept": "application/json"})
    answer = passkey.use(asked.json()["request_options"])
    data = {"credential": json.dumps(answer), "next": next_url}
    return client.post("/kirjaudu/avain/", data)


def authenticators(user: User) -> list[str]:
    kinds = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    return sorted(kinds)


def let_in(client: Client, user: User) -> None:
    """Sign in as with a passkey, so that the admin opens as well."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "webauthn", "at": time.time(), "passwordless": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def finnish(words: object) -> str:
    """A sentence of ours as a Finnish page says it."""
    with translation.override("fi"):
        return escape(gettext(words) if isinstance(words, str) else str(words))
