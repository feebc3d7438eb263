"""Visits that leave nothing behind, and what came of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from tests.support.accounts import let_in
from tests.support.world import STRANGER, World

# What a visit comes to.
SEEN, SIGN_IN, REFUSED = "seen", "asked to sign in", "refused"


def visitor(role: str, world: World) -> Client:
    """The browser of somebody in this role; errors are answered, not raised."""
    if role not in world.visitors:
        client = world.visitors[role] = Client(raise_request_exception=False)
        if role != STRANGER:
            let_in(client, world.of(role))
    return world.visitors[role]


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def visit(
    client: Client, path: str, method: str = "get", *data: Any, **given: Any
) -> HttpResponseBase:
    """Ask an address; whatever that writes is taken back."""
    cookies = client.cookies.copy()
    with undone():
        response: HttpResponseBase = getattr(client, method)(path, *data, **given)
        if response.streaming:
            response.getvalue()  # type: ignore[attr-defined]
    client.cookies = cookies
    return response


def outcome(response: HttpResponseBase) -> str:
    """In a word what the visitor got; an error is none of the words."""
    status = response.status_code
    target = urlsplit(response.headers.get("Location", "")).path
    if target in {"/kirjaudu/", "/admin/login/"}:
        return SIGN_IN
    if status in {403, 404} or target == "/admin/":
        return REFUSED
    return SEEN if status < 400 or status == 405 else f"an error, {status}"
