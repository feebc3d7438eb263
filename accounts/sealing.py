"""Seal what lies in our database but must not be readable there.

Sessions (a sign-in code waits in one), keys of authenticator apps and recovery
codes are sealed with SECRET_KEY: a stolen database or backup alone opens none of
them. `SECRET_KEY_FALLBACKS` still opens what an earlier key sealed.
"""

import base64
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.sessions.serializers import JSONSerializer
from django.utils.crypto import salted_hmac


class NotOursError(Exception):
    """Sealed with another key, or not sealed at all."""


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        salted_hmac("accounts.sealing", "", secret=key, algorithm="sha256").digest()
        for key in keys
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in digests])


def seal(content: bytes) -> bytes:
    return _fernet().encrypt(content)


def unseal(sealed: bytes) -> bytes:
    """The content again; raises NotOursError."""
    try:
        return _fernet().decrypt(sealed)
    except InvalidToken as error:
        raise NotOursError from error


class SealedSerializer:
    """For Django's SESSION_SERIALIZER. A session that does not open is an empty one."""

    def dumps(self, obj: dict[str, Any]) -> bytes:
        return seal(JSONSerializer().dumps(obj))

    def loads(self, data: bytes) -> dict[str, Any]:
        content: dict[str, Any] = JSONSerializer().loads(unseal(data))
        return content
